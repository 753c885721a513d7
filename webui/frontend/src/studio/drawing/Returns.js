import BpmnLayouter from 'bpmn-js/lib/features/modeling/BpmnLayouter';
import { is } from 'bpmn-js/lib/util/ModelUtil';

const CLEAR = 10;

/**
 * Lays a new flow that leads back from a decision around what stands between, not through it.
 *
 * It leaves the diamond upwards, runs to the left above all that it passes, and enters the earlier
 * step from above; to a step in a higher lane, from below. All other flows lie as bpmn-js lays them.
 */
export default class Returns extends BpmnLayouter {
  static $inject = ['elementRegistry'];

  constructor(elementRegistry) {
    super(elementRegistry);
    this.elementRegistry = elementRegistry;
  }

  layoutConnection(connection, hints = {}) {
    const source = hints.source ?? connection.source;
    const target = hints.target ?? connection.target;
    const laid = hints.waypoints ?? connection.waypoints ?? [];
    return this.isBack(connection, source, target) && !laid.length ? this.around(source, target) : super.layoutConnection(connection, hints);
  }

  isBack(connection, source = connection.source, target = connection.target) {
    return is(connection, 'bpmn:SequenceFlow') && is(source, 'bpmn:Gateway') && target.x + target.width < source.x;
  }

  around(source, target) {
    const [from, to] = [middle(source), middle(target)];
    const isHigher = target.y + target.height + CLEAR < source.y;
    const channel = isHigher ? target.y + target.height + CLEAR : Math.min(this.top(source, target), target.y) - CLEAR;
    return [from, { x: from.x, y: channel }, { x: to.x, y: channel }, to];
  }

  /** The upper edge of the highest node beside the diamond on the way. */
  top(source, target) {
    const between = this.elementRegistry.filter((node) => (
      is(node, 'bpmn:FlowNode') && node.type !== 'label' && node.x + node.width > target.x + target.width / 2 && node.x <= source.x
      && node.y < source.y + source.height && node.y + node.height > source.y));
    return Math.min(...between.map(({ y }) => y), source.y);
  }
}

function middle({ x, y, width, height }) {
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}
