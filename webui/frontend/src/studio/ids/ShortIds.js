import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';

const GENERATED = /^[A-Z][A-Za-z]+_[0-9a-z]{7,}$/; // by bpmn-js; what was cut and pasted has kept its own

// None of these, with a number behind it, is an id that the engine keeps for itself (Start, End, Root).
const PREFIXES = {
  'bpmn:UserTask': 'T',
  'bpmn:ExclusiveGateway': 'G',
  'bpmn:ParallelGateway': 'G',
  'bpmn:SequenceFlow': 'F',
  'bpmn:StartEvent': 'Mulai',
  'bpmn:EndEvent': 'Selesai',
  'bpmn:Lane': 'L',
  'bpmn:TextAnnotation': 'A',
  'bpmn:Association': 'N',
};

/**
 * Gives new elements short ids that people can read: T16 behind T15.
 *
 * The id is given when the element enters the diagram: previews and the clipboard make elements too,
 * which must not use numbers up.
 */
export default class ShortIds extends CommandInterceptor {
  static $inject = ['eventBus', 'elementRegistry', 'moddle'];

  constructor(eventBus, elementRegistry, moddle) {
    super(eventBus);
    this.elementRegistry = elementRegistry;
    this.moddle = moddle;
    this.preExecute(['shape.create', 'connection.create'], ({ context }) => this.name(context.shape ?? context.connection));
    this.postExecuted('shape.replace', 500, ({ context }) => this.nameDrawing(context.newShape));
  }

  name(element) {
    const { businessObject, type } = element;
    if (!PREFIXES[type] || !GENERATED.test(businessObject.id)) return;
    const id = this.next(PREFIXES[type]);
    this.moddle.ids.unclaim(businessObject.id);
    this.moddle.ids.claim(id, businessObject);
    businessObject.id = id;
    element.id = id;
    this.nameDrawing(element);
  }

  /** A replaced element keeps its id; what is drawn of it is named after that. */
  nameDrawing({ di, businessObject }) {
    di.id = `${businessObject.id}_di`;
  }

  /** The prefix with the number after the highest one in the diagram. */
  next(prefix) {
    const pattern = new RegExp(`^${prefix}(\\d+)`);
    const numbers = this.elementRegistry.getAll().map(({ id }) => Number(pattern.exec(id)?.[1] ?? 0));
    const bare = this.elementRegistry.get(prefix) ? 1 : 0;
    return `${prefix}${Math.max(bare, ...numbers) + 1}`;
  }
}
