/** Says on the palette's buttons which tool is in hand; without one, it is the arrow. */
export default class Pressed {
  static $inject = ['eventBus', 'canvas', 'translate'];

  constructor(eventBus, canvas, translate) {
    this.canvas = canvas;
    eventBus.on('palette.create', ({ container }) => {
      container.setAttribute('role', 'toolbar');
      container.setAttribute('aria-orientation', 'vertical');
      container.setAttribute('aria-label', translate('Drawing tools'));
    });
    eventBus.on('palette.changed', () => this.show(null));
    eventBus.on('tool-manager.update', ({ tool }) => this.show(tool));
  }

  show(tool) {
    const buttons = this.canvas.getContainer().querySelectorAll('.djs-palette [data-group=tools] .entry');
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.dataset.action === `${tool ?? 'select'}${tool ? '' : '-tool'}`));
    }
  }
}
