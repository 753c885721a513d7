import { is } from 'bpmn-js/lib/util/ModelUtil';
import { getMid } from 'diagram-js/lib/layout/LayoutUtil';

/** Puts a new symbol into the diagram: in the hand of whoever has a mouse, else behind what is selected. */
export default class Placing {
  static $inject = ['create', 'elementFactory', 'autoPlace', 'selection', 'modeling', 'canvas', 'elementRegistry'];

  constructor(create, elementFactory, autoPlace, selection, modeling, canvas, elementRegistry) {
    Object.assign(this, { create, elementFactory, autoPlace, selection, modeling, canvas, elementRegistry });
  }

  start(event, type) {
    const shape = this.elementFactory.createShape({ type });
    if (isPressedByKey(event)) this.put(shape);
    else this.create.start(event, shape);
  }

  startPool(event) {
    this.create.start(event, this.elementFactory.createParticipantShape({ isHorizontal: true }));
  }

  put(shape) {
    const [selected] = this.selection.get();
    const grows = selected && is(selected, 'bpmn:FlowNode') && !is(selected, 'bpmn:EndEvent') && !is(shape, 'bpmn:StartEvent');
    const placed = grows ? this.autoPlace.append(selected, shape) : this.putInto(selected, shape);
    this.selection.select(placed);
  }

  /** Into the middle of the selected lane, else of the pool, else of what is seen. */
  putInto(selected, shape) {
    const [pool] = this.elementRegistry.filter((element) => is(element, 'bpmn:Participant'));
    const place = selected && is(selected, 'bpmn:Lane') ? selected : pool;
    const { x, y, width, height } = this.canvas.viewbox();
    const middle = place ? getMid(place) : { x: x + width / 2, y: y + height / 2 };
    return this.modeling.createShape(shape, middle, pool ?? this.canvas.getRootElement());
  }
}

function isPressedByKey(event) {
  return event.type === 'click' && event.detail === 0;
}
