import { stepOf } from '../steps/step';

/** Every change that the panel makes: each is one command, so that undo and redo cover it. */
export default class Edits {
  static $inject = ['modeling', 'moddle', 'commandStack'];

  constructor(modeling, moddle, commandStack) {
    Object.assign(this, { modeling, moddle });
    commandStack.registerHandler('alur.together', Together);
    this.stack = commandStack;
  }

  /** Changes attributes of a drawn element; its label follows. */
  ofElement(element, properties) {
    this.modeling.updateProperties(element, properties);
  }

  /** Changes attributes of something that an element carries. */
  of(element, object, properties) {
    this.modeling.updateModdleProperties(element, object, properties);
  }

  /** Changes the step of a user task, which gets one if it has none. */
  ofStep(element, properties) {
    const { businessObject } = element;
    const step = stepOf(businessObject);
    if (step) this.of(element, step, properties);
    else this.extend(element, businessObject, [this.make('alur:Step', properties)]);
  }

  /** Changes a part of a step, such as its standard; a part without anything to say goes. */
  ofPart(element, name, type, properties) {
    const part = stepOf(element.businessObject)?.get(name);
    const all = { ...(part && attributesOf(part)), ...properties };
    const isBlank = Object.values(all).every((value) => value === undefined);
    if (isBlank) this.ofStep(element, { [name]: undefined });
    else if (part) this.of(element, part, properties);
    else this.ofStep(element, { [name]: this.make(type, properties, stepOf(element.businessObject)) });
  }

  /** Gives user tasks their row numbers, [element, row] each, in one step of undo. */
  number(rows) {
    if (!rows.length) return;
    this.together(rows.map(([element, row]) => {
      const { businessObject } = element;
      const step = stepOf(businessObject);
      if (step) return [element, step, { row }];
      return [element, businessObject, { extensionElements: this.extended(businessObject, [this.make('alur:Step', { row })]) }];
    }));
  }

  /** Sets the extension elements of one type on an element, leaving all others alone. */
  extend(element, businessObject, values, type = values[0].$type) {
    this.of(element, businessObject, { extensionElements: this.extended(businessObject, values, type) });
  }

  extended(businessObject, values, type = values[0].$type) {
    const holder = businessObject.extensionElements;
    const others = (holder?.get('values') ?? []).filter(({ $type }) => $type !== type);
    const all = this.make('bpmn:ExtensionElements', { values: [...others, ...values] }, businessObject);
    for (const value of values) value.$parent = all;
    return all;
  }

  /** Makes changes on several objects in one step of undo: [element, object, properties] each. */
  together(changes) {
    this.stack.execute('alur.together', { changes });
  }

  /** A new element of a type of our namespace or of BPMN, without what is blank. */
  make(type, properties, parent) {
    const made = this.moddle.create(type, properties);
    made.$parent = parent;
    for (const part of Object.values(properties).flat()) if (part?.$type) part.$parent ??= made;
    return made;
  }
}

class Together {
  static $inject = ['modeling'];

  constructor(modeling) {
    this.modeling = modeling;
  }

  preExecute({ changes }) {
    for (const change of changes) this.modeling.updateModdleProperties(...change);
  }
}

function attributesOf(part) {
  return Object.fromEntries(part.$descriptor.properties.map(({ name }) => [name, part.get(name)]));
}
