import AutoPlace from 'diagram-js/lib/features/auto-place/AutoPlace';

export const WITH_PAD = { top: 24, right: 132, bottom: 24, left: 24 };

/** Moves the drawing only as far as what was appended, and its pad, would not be seen. */
export default class InSight extends AutoPlace {
  static $inject = AutoPlace.$inject;

  constructor(eventBus, modeling, canvas) {
    super(eventBus, modeling, { scrollToElement: (shape) => canvas.scrollToElement(shape, WITH_PAD) });
  }
}
