import { is } from 'bpmn-js/lib/util/ModelUtil';
import { getParent } from 'bpmn-js/lib/features/modeling/util/ModelingUtil';
import { selfAndAllChildren } from 'diagram-js/lib/util/Elements';

export const GAP = 50; // less, and the flow between two steps would run around them

/** Moves whatever stands right of a new element aside, if the new one lies upon it. */
export default class Room {
  static $inject = ['spaceTool', 'elementRegistry', 'canvas'];

  constructor(spaceTool, elementRegistry, canvas) {
    Object.assign(this, { spaceTool, elementRegistry, canvas });
  }

  make(shape, source) {
    const covered = this.elementRegistry.filter((element) => is(element, 'bpmn:FlowNode') && element.type !== 'label' && element !== shape && meet(element, shape));
    if (!covered.length || covered.includes(source)) return;
    const start = Math.min(...covered.map(({ x }) => x)) - 1;
    const delta = shape.x + shape.width + GAP - start;
    const around = getParent(shape, 'bpmn:Participant') ?? this.canvas.getRootElement();
    const others = selfAndAllChildren(around).filter((element) => element !== shape && element !== shape.label);
    const { movingShapes, resizingShapes } = this.spaceTool.calculateAdjustments(others, 'x', delta, start);
    this.spaceTool.makeSpace(movingShapes, resizingShapes, { x: delta, y: 0 }, 'e', start);
  }
}

function meet(one, other) {
  return one.x < other.x + other.width + GAP && other.x < one.x + one.width + GAP
    && one.y < other.y + other.height && other.y < one.y + one.height;
}
