import AutoPlace from 'diagram-js/lib/features/auto-place/AutoPlace';

const AROUND = { top: 24, right: 132, bottom: 24, left: 24 }; // right of it stands its pad

/** Moves the drawing only as far as what was appended, and its pad, would not be seen. */
export default class InSight extends AutoPlace {
  static $inject = AutoPlace.$inject;

  constructor(eventBus, modeling, canvas) {
    super(eventBus, modeling, { scrollToElement: (shape) => canvas.scrollToElement(shape, AROUND) });
  }
}
