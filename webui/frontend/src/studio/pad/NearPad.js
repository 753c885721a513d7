import ContextPad from 'diagram-js/lib/features/context-pad/ContextPad';

const SIZE = { width: 104, height: 100 };

/** Keeps the pad within the drawing's frame: a lane's own edge is often far outside. */
export default class NearPad extends ContextPad {
  static $inject = ContextPad.$inject;

  _getPosition(target) {
    const { left, top } = super._getPosition(target);
    const { clientWidth, clientHeight } = this._canvas.getContainer();
    return { left: within(left, clientWidth - SIZE.width), top: within(top, clientHeight - SIZE.height) };
  }
}

function within(place, most) {
  return Math.max(0, Math.min(place, most));
}
