import { make } from '../dom';
import { controls } from './controls';
import { morph } from '../morph';
import { describe } from './subjects';

/**
 * The form beside the drawing, for what is selected there, or for the process.
 *
 * What it shows stands in tables (tables.js). One listener hears all controls; a change is made when a
 * control is left, not at every key, so that it is one step of undo.
 */
export default class Panel {
  static $inject = ['config.panel', 'eventBus', 'selection', 'canvas', 'elementRegistry', 'edits', 'translate'];

  constructor(config, eventBus, selection, canvas, elementRegistry, edits, translate) {
    Object.assign(this, { ...config, eventBus, selection, canvas, elementRegistry, edits, say: translate });
    this.acts = new Map();
    this.shown = new Map();
    this.opened = new Map();
    this.refused = new Map();
    this.pending = null;
    this.listen();
    eventBus.on(['selection.changed', 'import.done'], () => this.turn());
    eventBus.on('commandStack.changed', () => this.draw());
  }

  listen() {
    this.place.addEventListener('input', ({ target }) => { this.pending = target; });
    this.place.addEventListener('change', ({ target }) => this.hear(target));
    this.place.addEventListener('click', ({ target }) => this.press(target.closest('button')));
    this.place.addEventListener('toggle', ({ target }) => this.opened.set(target.dataset.opens, target.open), true);
  }

  /** Takes what is typed and not yet left: before saving, and before another element is shown. */
  flush() {
    if (this.pending) this.hear(this.pending);
  }

  /** What stands refused at its field: {element, typed} each. */
  unread() {
    return [...this.refused.values()].filter(({ element }) => this.elementRegistry.get(element));
  }

  hear(field) {
    this.pending = null;
    const value = field.type === 'checkbox' ? field.checked : field.value;
    if (this.shown.get(field.id) !== value) this.acts.get(field.id)?.(value);
  }

  press(button) {
    if (!button || !this.acts.has(button.id)) return;
    this.flush();
    const next = this.acts.get(button.id)();
    if (next) this.focus(next);
  }

  /** Puts the focus on a control; a closed section that holds it opens. */
  focus(id) {
    const control = document.getElementById(id);
    control?.closest('details')?.setAttribute('open', '');
    control?.focus();
  }

  turn() {
    const root = this.canvas.getRootElement();
    if (!root.businessObject) return; // a diagram is being opened
    this.flush();
    const before = this.subject?.element;
    this.subject = describe(this.selection.get(), root);
    this.draw();
    if (this.subject.element !== before) this.place.scrollTop = 0;
  }

  draw() {
    if (!this.subject) return;
    this.acts.clear();
    this.shown.clear();
    const focused = document.activeElement?.id;
    morph(this.place, make('div', {}, this.form(this.subject)));
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    this.eventBus.fire('panel.drawn', { subject: this.subject });
  }

  form({ element, object, kind, title, sections }) {
    const target = { element, object, id: 'of' };
    return make('div', { id: `panel-${element.id}`, class: 'studio-form' },
      make('div', { class: 'studio-what' }, make('p', { class: 'small quiet' }, this.say(kind)), make('h2', {}, title(this.say, target))),
      ...sections.map((section) => this.section(section, target)));
  }

  section({ key, title, open = false, rows }, target) {
    const isOpen = this.opened.get(key) ?? open;
    return make('details', { id: `panel-section-${key}`, 'data-opens': key, open: isOpen },
      make('summary', {}, this.say(title)), make('div', {}, ...this.rows(rows, target)));
  }

  rows(rows, target) {
    const fitting = rows.filter(({ when }) => !when || when(target, this));
    return fitting.map((row) => controls[row.as](row, target, this));
  }

  /** Has a control heard: what it shows now, and what to do with another value. */
  on(id, value, act) {
    this.shown.set(id, value);
    this.acts.set(id, act);
    return id;
  }
}
