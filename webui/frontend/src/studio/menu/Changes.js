import { is } from 'bpmn-js/lib/util/ModelUtil';

import { symbol } from '../entry';

const STEP = { type: 'bpmn:UserTask', symbol: 'task', label: 'Step for a person' };
const DECISION = { type: 'bpmn:ExclusiveGateway', symbol: 'gateway', label: 'Decision' };
const BRANCHES = { type: 'bpmn:ParallelGateway', symbol: 'parallel', label: 'Branches at the same time' };
const START = { type: 'bpmn:StartEvent', symbol: 'begin', label: 'Start' };
const END = { type: 'bpmn:EndEvent', symbol: 'end', label: 'End' };

// The first row that fits an element counts.
const INTO = [
  ['bpmn:Activity', [STEP]],
  ['bpmn:Gateway', [DECISION, BRANCHES]],
  ['bpmn:StartEvent', [START, END]],
  ['bpmn:EndEvent', [START, END]],
  ['bpmn:Event', [STEP, END]],
];

/** What an element can be changed into: what the engine runs, which also mends diagrams of other tools. */
export default class Changes {
  static $inject = ['popupMenu', 'bpmnReplace', 'elementRegistry', 'modeling', 'translate'];

  constructor(popupMenu, bpmnReplace, elementRegistry, modeling, translate) {
    Object.assign(this, { bpmnReplace, elementRegistry, modeling, translate });
    popupMenu.registerProvider('bpmn-replace', this);
  }

  getPopupMenuEntries(element) {
    const [, offered] = INTO.find(([type]) => is(element, type)) ?? [undefined, []];
    const fitting = offered.filter((change) => this.fits(element, change));
    return Object.fromEntries(fitting.map((change) => [`into-${change.symbol}`, this.entry(element, change)]));
  }

  fits(element, { type }) {
    const { businessObject } = element;
    const isPlain = !businessObject.eventDefinitions?.length && !businessObject.loopCharacteristics;
    if (element.type === type && isPlain) return false;
    const others = this.elementRegistry.filter((other) => other !== element && other.type === 'bpmn:StartEvent');
    if (type === 'bpmn:StartEvent') return !others.length;
    return !is(element, 'bpmn:StartEvent') || others.length > 0; // a process has one start
  }

  entry(element, change) {
    return {
      label: this.translate(change.label),
      imageHtml: symbol(change.symbol),
      action: () => this.change(element, change.type),
    };
  }

  change(element, type) {
    const made = this.bpmnReplace.replaceElement(element, { type });
    if (made.businessObject.loopCharacteristics) this.modeling.updateProperties(made, { loopCharacteristics: undefined });
  }
}
