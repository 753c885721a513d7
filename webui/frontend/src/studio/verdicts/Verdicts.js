import { icon, make } from '../dom';
import { morph } from '../morph';
import { processOf, rowOf } from '../steps/step';
import { SYMBOLS } from '../symbols';

const OF = {
  saved: 'Of the draft as it was saved last.',
  drawn: 'Of the drawing on the screen, which is not saved yet.',
  waiting: 'The drawing has changed and is being checked.',
  failed: 'The last changes could not be checked; this was said before them. Drawing and saving go on.',
};

/** The list of what the checker says, refusals first, and of what it speaks: of the drawing or of what was saved. */
export default class Verdicts {
  static $inject = ['config.verdicts', 'eventBus', 'elementRegistry', 'selection', 'canvas', 'translate'];

  constructor(config, eventBus, elementRegistry, selection, canvas, translate) {
    Object.assign(this, { place: config.place, eventBus, elementRegistry, selection, canvas, translate, verdicts: [], kind: 'waiting' });
    eventBus.on('import.done', () => this.show(this.verdicts, this.kind));
    this.place.addEventListener('click', ({ target }) => this.point(target.closest('[data-points]')?.dataset.points));
  }

  show(verdicts, kind) {
    this.verdicts = verdicts;
    this.tell(kind);
    this.eventBus.fire('verdicts.changed', { verdicts });
  }

  /** Says of what the list speaks. */
  tell(kind) {
    this.kind = kind;
    const { verdicts } = this;
    const of = (ruling) => verdicts.filter(({ verdict }) => verdict === ruling);
    const all = verdicts.length ? this.list(of('refused'), of('changed'), of('as-drawn')) : [this.nothing()];
    morph(this.place, make('div', {}, ...all));
  }

  nothing() {
    const words = this.kind === 'failed' ? 'The draft could not be checked. Drawing and saving go on.' : 'What the engine will do with the draft is being checked.';
    return make('p', { class: 'quiet' }, this.translate(words));
  }

  list(refused, changed, runs) {
    const say = this.translate;
    const [causes, following] = [refused.filter(({ follows }) => !follows), refused.filter(({ follows }) => follows)];
    const counts = { refused: causes.length, following: following.length, changed: changed.length, runs: runs.length };
    return [
      make('div', { class: 'studio-said' },
        make('h2', { 'aria-live': 'polite' }, say('Check: {refused} refused, {changed} noted, {runs} run as drawn', counts)),
        make('p', { class: this.kind === 'failed' ? 'soon' : 'quiet' }, say(OF[this.kind]))),
      make('ul', { hidden: !causes.length }, ...causes.map((one) => this.item(one, 'late'))),
      make('details', { hidden: !following.length }, make('summary', {}, icon(SYMBOLS.refused, 'late'), say('{following} more are cut off because of that', counts)),
        make('ul', {}, ...following.map((one) => this.item(one, 'late')))),
      make('details', { hidden: !changed.length, open: changed.length < 3 }, make('summary', {}, icon(SYMBOLS.changed, 'soon'), say('{changed} run with a note', counts)),
        make('ul', {}, ...changed.map((one) => this.item(one, 'soon')))),
      make('details', { hidden: !runs.length }, make('summary', {}, icon(SYMBOLS.runs, 'done'), say('{runs} run as drawn', counts)),
        make('ul', { class: 'runs' }, ...runs.map((one) => make('li', {}, this.where(one.element), ' ', this.pointer(one.element))))),
    ];
  }

  item({ element, verdict, message, remedy }, tone) {
    const where = this.where(element).replace(/[^.?!]$/, '$&.'); // a decision is named by a question
    const what = verdict === 'refused' ? this.translate('Refused: {where}', { where }) : where;
    return make('li', {}, icon(SYMBOLS[verdict], tone), make('span', {}, make('b', {}, what), ` ${message} ${remedy} `, this.pointer(element)));
  }

  /** What an element is called: its row and name, or what is known of it. */
  where(id) {
    const element = this.elementRegistry.get(id);
    // A paper stands under the path of its text, which no element has as its id.
    if (!element && id.includes('/')) return id;
    if (!element) return this.translate(id === processOf(this.canvas.getRootElement())?.id ? 'The SOP' : 'The diagram');
    const { businessObject } = element;
    const row = rowOf(businessObject);
    const { where } = this.verdicts.find((one) => one.element === id) ?? {};
    const name = businessObject.name || businessObject.text || where || id;
    return row ? this.translate('Row {row}, {name}', { row, name }) : where || name;
  }

  pointer(id) {
    const element = this.elementRegistry.get(id);
    if (!element || element === this.canvas.getRootElement()) return '';
    return make('button', { type: 'button', class: 'link', 'data-points': id }, this.translate('Show'),
      make('span', { class: 'sr' }, ` ${this.where(id)}`));
  }

  point(id) {
    const element = this.elementRegistry.get(id);
    if (!element) return;
    this.canvas.scrollToElement(element, 120);
    this.selection.select(element);
    this.canvas.focus();
  }
}
