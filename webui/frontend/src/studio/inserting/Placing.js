import { is } from 'bpmn-js/lib/util/ModelUtil';
import { getMid } from 'diagram-js/lib/layout/LayoutUtil';

import { mayFollow } from './flows';

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
    if (selected && mayFollow(selected, shape.type)) this.autoPlace.append(selected, shape); // which selects it, and asks for its name
    else this.selection.select(this.putInto(selected, shape));
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
