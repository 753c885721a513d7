import BaseRenderer from 'diagram-js/lib/draw/BaseRenderer';
import { isAny } from 'bpmn-js/lib/features/modeling/util/ModelingUtil';

const ABOVE_BPMN = 1500;

/** Draws pools and lanes as bpmn-js does, but in thin lines: they are the paper, not what stands on it. */
export default class LaneRenderer extends BaseRenderer {
  static $inject = ['eventBus', 'bpmnRenderer'];

  constructor(eventBus, bpmnRenderer) {
    super(eventBus, ABOVE_BPMN);
    this.bpmnRenderer = bpmnRenderer;
  }

  canRender(element) {
    return isAny(element, ['bpmn:Lane', 'bpmn:Participant']) && element.type !== 'label';
  }

  drawShape(place, element) {
    return this.bpmnRenderer.drawShape(place, element, { stroke: 'var(--edge)', strokeWidth: 1, fillOpacity: 1 });
  }

  getShapePath(shape) {
    return this.bpmnRenderer.getShapePath(shape);
  }
}
