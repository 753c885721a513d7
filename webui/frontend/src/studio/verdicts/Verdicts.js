import { icon, make } from '../dom';
import { processOf, rowOf } from '../steps/step';
import { SYMBOLS } from '../symbols';

/** The list of what the checker says of the draft, refusals first; it speaks of the draft as it was last saved. */
export default class Verdicts {
  static $inject = ['config.verdicts', 'eventBus', 'elementRegistry', 'selection', 'canvas', 'translate'];

  constructor(config, eventBus, elementRegistry, selection, canvas, translate) {
    Object.assign(this, { place: config.place, eventBus, elementRegistry, selection, canvas, translate, verdicts: [] });
    eventBus.on('import.done', () => this.show(this.verdicts));
  }

  show(verdicts) {
    this.verdicts = verdicts;
    const of = (kind) => verdicts.filter(({ verdict }) => verdict === kind);
    this.place.replaceChildren(...(verdicts.length ? this.list(of('refused'), of('changed'), of('as-drawn')) : [this.nothing()]));
    this.eventBus.fire('verdicts.changed', { verdicts });
  }

  nothing() {
    return make('p', { class: 'quiet' }, this.translate('What the engine will do with the draft is being checked.'));
  }

  list(refused, changed, runs) {
    const say = this.translate;
    const counts = { refused: refused.length, changed: changed.length, runs: runs.length };
    return [
      make('h2', {}, say('Check: {refused} refused, {changed} noted, {runs} run as drawn', counts)),
      make('ul', { hidden: !refused.length }, ...refused.map((one) => this.item(one, 'late'))),
      make('details', { hidden: !changed.length, open: changed.length < 3 }, make('summary', {}, icon(SYMBOLS.changed, 'soon'), say('{changed} run with a note', counts)),
        make('ul', {}, ...changed.map((one) => this.item(one, 'soon')))),
      make('details', { hidden: !runs.length }, make('summary', {}, icon(SYMBOLS.runs, 'done'), say('{runs} run as drawn', counts)),
        make('ul', { class: 'runs' }, ...runs.map((one) => make('li', {}, this.where(one.element), ' ', this.pointer(one.element))))),
    ];
  }

  item({ element, verdict, message, remedy }, tone) {
    const where = this.where(element);
    const what = verdict === 'refused' ? this.translate('Refused: {where}.', { where }) : `${where}.`;
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
    const name = businessObject.name || businessObject.text || id;
    return row ? this.translate('Row {row}, {name}', { row, name }) : name;
  }

  pointer(id) {
    const element = this.elementRegistry.get(id);
    if (!element || element === this.canvas.getRootElement()) return '';
    return make('button', { type: 'button', class: 'link', click: () => this.point(id) }, this.translate('Show'),
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
