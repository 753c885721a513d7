import { icon, make } from '../dom';
import { SYMBOLS } from '../symbols';

const MARGIN = 16;

/** The buttons by which the drawing becomes larger, smaller, or fits; and how it opens: at full size, at its beginning. */
export default class Zoom {
  static $inject = ['eventBus', 'canvas', 'zoomScroll', 'translate'];

  constructor(eventBus, canvas, zoomScroll, translate) {
    Object.assign(this, { canvas, zoomScroll, translate });
    eventBus.on('import.done', ({ error }) => error || this.open());
    new ResizeObserver(() => canvas.resized()).observe(canvas.getContainer());
  }

  open() {
    if (!this.place) this.buttons();
    const { outer, inner } = this.canvas.viewbox();
    this.canvas.viewbox({ x: inner.x - MARGIN, y: inner.y - MARGIN, width: outer.width, height: outer.height });
  }

  buttons() {
    const say = this.translate;
    const button = (name, title, click) => make('button', { type: 'button', title, 'aria-label': title, click }, icon(SYMBOLS[name]));
    this.place = make('div', { class: 'studio-zoom', role: 'group', 'aria-label': say('Size of the drawing') },
      button('minus', say('Smaller'), () => this.zoomScroll.stepZoom(-1)),
      button('whole', say('Show all'), () => this.canvas.zoom('fit-viewport', 'auto')),
      button('plus', say('Larger'), () => this.zoomScroll.stepZoom(1)));
    this.canvas.getContainer().append(this.place);
  }
}
