import { isConnection } from 'diagram-js/lib/util/ModelUtil';
import { isAny } from 'bpmn-js/lib/features/modeling/util/ModelingUtil';
import ContextPad from 'diagram-js/lib/features/context-pad/ContextPad';

import { beside } from './beside';

const SIZE = { width: 104, height: 100 };

/** Keeps the pad within the drawing's frame, since a lane's own edge is often far outside, and a flow's off what it joins. */
export default class NearPad extends ContextPad {
  static $inject = ContextPad.$inject;

  /** A button that was pressed goes with the pad; the keys go on to the drawing. */
  close() {
    super.close();
    if (document.activeElement === document.body) this._canvas.focus();
  }

  /** What is not seen has no pad: it would lie on something else. */
  _updatePosition() {
    super._updatePosition();
    if (!this.isOpen()) return;
    const { html, target } = this._current;
    html.toggleAttribute('hidden', !this.isSeen(target));
  }

  _getPosition(target) {
    const { clientWidth, clientHeight } = this._canvas.getContainer();
    const free = !Array.isArray(target) && isConnection(target) && this.besideFlow(target, { width: clientWidth, height: clientHeight });
    if (free) return { left: free.x, top: free.y };
    const { left, top } = super._getPosition(target);
    return { left: within(left, clientWidth - SIZE.width), top: within(top, clientHeight - SIZE.height) };
  }

  isSeen(target) {
    const [seen, frame] = [this._getTargetBounds(target), this._canvas.getContainer().getBoundingClientRect()];
    return seen.left < frame.right && frame.left < seen.right && seen.top < frame.bottom && frame.top < seen.bottom;
  }

  besideFlow({ waypoints }, frame) {
    const { x, y, scale } = this._canvas.viewbox();
    const onScreen = (point) => ({ x: (point.x - x) * scale, y: (point.y - y) * scale });
    const boxes = this._elementRegistry.filter((element) => !element.waypoints && isAny(element, ['bpmn:FlowNode', 'bpmn:SequenceFlow', 'bpmn:TextAnnotation']));
    const seen = boxes.map((box) => ({ ...onScreen(box), width: box.width * scale, height: box.height * scale }));
    return beside(waypoints.map(onScreen), seen, frame);
  }
}

function within(place, most) {
  return Math.max(0, Math.min(place, most));
}
