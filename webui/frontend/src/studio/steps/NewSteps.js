import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';

import { isStep, rowOf, stepOf } from './step';

/**
 * A user task that enters the diagram is a row of the SOP: it gets the next free number.
 *
 * A copy brings its step with it and keeps the number only if no other step has it.
 */
export default class NewSteps extends CommandInterceptor {
  static $inject = ['eventBus', 'elementRegistry', 'moddle'];

  constructor(eventBus, elementRegistry, moddle) {
    super(eventBus);
    this.elementRegistry = elementRegistry;
    this.moddle = moddle;
    this.preExecute('shape.create', ({ context }) => this.number(context.shape));
  }

  number({ businessObject, type }) {
    if (type !== 'bpmn:UserTask') return;
    const step = stepOf(businessObject);
    if (!step) this.extend(businessObject);
    else if (!step.row || this.rows().includes(step.row)) Object.assign(step, { row: this.next(), provenance: 'U' });
  }

  extend(businessObject) {
    const holder = businessObject.extensionElements ?? this.moddle.create('bpmn:ExtensionElements', { values: [] });
    const step = this.moddle.create('alur:Step', { row: this.next(), meaning: 'selesai', provenance: 'U' });
    step.$parent = holder;
    holder.$parent = businessObject;
    holder.values.push(step);
    businessObject.extensionElements = holder;
  }

  rows() {
    return this.elementRegistry.filter(isStep).map(({ businessObject }) => rowOf(businessObject)).filter(Boolean);
  }

  next() {
    return String(Math.max(0, ...this.rows().map((row) => parseInt(row, 10) || 0)) + 1);
  }
}
