import { icon, make } from '../dom';
import { SYMBOLS } from '../symbols';

const MARGIN = 16;
const LEAST = 0.56; // at which the names of steps are 7 px high: smaller ones nobody reads

/**
 * The buttons by which the drawing becomes larger, smaller, or is seen whole.
 *
 * It opens whole. One that would become too small opens at its beginning, as high as the screen: reading
 * on is then moving to the right. As long as nobody touched anything it follows the size of its place.
 */
export default class Zoom {
  static $inject = ['config.zoom', 'eventBus', 'canvas', 'zoomScroll', 'translate'];

  constructor(config, eventBus, canvas, zoomScroll, translate) {
    Object.assign(this, { canvas, zoomScroll, translate, isUntouched: true });
    config.place.prepend(this.buttons());
    eventBus.on('import.done', ({ error }) => error || this.open());
    for (const type of ['pointerdown', 'keydown', 'wheel']) {
      window.addEventListener(type, () => { this.isUntouched = false; }, { capture: true, once: true, passive: true });
    }
    new ResizeObserver(() => this.follow()).observe(canvas.getContainer());
  }

  follow() {
    this.canvas.resized();
    if (this.isUntouched) this.open();
  }

  open() {
    const { whole, high } = this.scales();
    if (whole >= LEAST) this.showWhole();
    else this.show(Math.max(LEAST, high), 0);
  }

  showWhole() {
    this.show(this.scales().whole, 0.5);
  }

  /** The scales at which all of the drawing is seen, and all of its height; never larger than it was drawn. */
  scales() {
    const { inner, outer } = this.canvas.viewbox();
    const high = Math.min(1, (outer.height - 2 * MARGIN) / inner.height);
    return { high, whole: Math.min(high, (outer.width - 2 * MARGIN) / inner.width) };
  }

  /** Shows the drawing at a scale, with so much of what is left over before it: none, or half. */
  show(scale, before) {
    const { inner, outer } = this.canvas.viewbox();
    const [width, height] = [outer.width / scale, outer.height / scale];
    const start = (from, length, room) => from - Math.max(MARGIN / scale, (room - length) * before);
    this.canvas.viewbox({ x: start(inner.x, inner.width, width), y: start(inner.y, inner.height, height), width, height });
  }

  buttons() {
    const say = this.translate;
    const button = (name, title, click) => make('button', { type: 'button', title, 'aria-label': title, click }, icon(SYMBOLS[name]));
    return make('div', { class: 'studio-zoom', role: 'group', 'aria-label': say('Size of the drawing') },
      button('minus', say('Smaller'), () => this.zoomScroll.stepZoom(-1)),
      button('whole', say('Show all'), () => this.showWhole()),
      button('plus', say('Larger'), () => this.zoomScroll.stepZoom(1)));
  }
}
