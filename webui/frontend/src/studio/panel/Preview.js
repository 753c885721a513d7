const PAUSE = 600;
const PREFIX = 'preview-';

/** Shows the real form of the selected step, as the server makes it, a moment after its fields changed. */
export class Preview {
  constructor({ place, modeler, conversation }) {
    Object.assign(this, { panel: place, modeler, conversation, timer: 0, asked: '' });
    modeler.on('panel.drawn', ({ subject }) => this.wait(subject.object));
    place.addEventListener('toggle', () => this.wait(this.object), true);
  }

  get place() {
    return this.panel.querySelector('#studio-preview');
  }

  wait(object) {
    this.object = object;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const { place, object } = this;
    if (!place?.closest('details').open) return;
    const { xml } = await this.modeler.saveXML();
    if (this.asked === object.id + xml && place.childNodes.length) return;
    const fragment = await this.conversation.preview(xml, object.id);
    if (fragment === undefined || this.place !== place || this.object !== object) return;
    this.asked = object.id + xml;
    place.replaceChildren(...partsOf(fragment));
  }
}

/** The parts of a fragment, whose ids cannot meet those of the page. */
function partsOf(fragment) {
  const { body } = new DOMParser().parseFromString(fragment, 'text/html');
  for (const name of ['id', 'for', 'aria-describedby', 'aria-labelledby', 'list', 'form', 'name']) {
    for (const element of body.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, element.getAttribute(name).split(' ').map((word) => PREFIX + word).join(' '));
    }
  }
  return body.childNodes;
}
