import BaseRenderer from 'diagram-js/lib/draw/BaseRenderer';
import { append, create } from 'tiny-svg';

import { isStep, rowOf, stepOf } from '../steps/step';

const ABOVE_BPMN = 1500;
const EDGE = 7;
const LINE = 17;

/** Draws a step as the SOP has it: a box with the number of its row, the name that it keeps everywhere. */
export default class StepRenderer extends BaseRenderer {
  static $inject = ['eventBus', 'bpmnRenderer', 'textRenderer', 'translate'];

  constructor(eventBus, bpmnRenderer, textRenderer, translate) {
    super(eventBus, ABOVE_BPMN);
    Object.assign(this, { bpmnRenderer, textRenderer, translate });
  }

  canRender(element) {
    return isStep(element);
  }

  drawShape(place, { businessObject, width, height }) {
    const box = create('rect', { width, height, rx: 3, class: 'step-box' });
    append(place, box);
    append(place, line(rowOf(businessObject), 'step-row', EDGE));
    if (stepOf(businessObject)?.unconfirmed) append(place, line(this.translate('to be confirmed'), 'step-doubt', width - EDGE));
    append(place, this.name(businessObject.name, width, height));
    return box;
  }

  name(text, width, height) {
    const words = this.textRenderer.createText(text ?? '', {
      box: { width, height: height - LINE },
      align: 'left-top',
      padding: { top: 2, right: EDGE, bottom: 2, left: EDGE },
      style: { fontSize: 12.5, fill: 'var(--ink)' },
    });
    words.setAttribute('transform', `translate(0 ${LINE + 2})`);
    return words;
  }

  getShapePath(shape) {
    return this.bpmnRenderer.getShapePath(shape);
  }
}

function line(text, kind, x) {
  const words = create('text', { x, y: LINE, class: kind });
  words.textContent = text;
  return words;
}
