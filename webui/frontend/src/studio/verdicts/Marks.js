import { icon, make } from '../dom';
import { SYMBOLS } from '../symbols';

const KINDS = { refused: 'late', changed: 'soon' };

/** Puts the checker's verdicts at the elements: an octagon where it refuses, a triangle where something is noted. */
export default class Marks {
  static $inject = ['eventBus', 'overlays', 'canvas', 'elementRegistry'];

  constructor(eventBus, overlays, canvas, elementRegistry) {
    Object.assign(this, { overlays, canvas, elementRegistry, marked: [] });
    eventBus.on('verdicts.changed', ({ verdicts }) => this.show(verdicts));
  }

  show(verdicts) {
    this.clear();
    for (const [kind, tone] of Object.entries(KINDS)) {
      for (const [id, said] of byElement(verdicts, kind)) this.mark(id, kind, tone, said);
    }
  }

  clear() {
    this.overlays.remove({ type: 'verdict' });
    for (const [id, marker] of this.marked) {
      if (this.elementRegistry.get(id)) this.canvas.removeMarker(id, marker);
    }
    this.marked = [];
  }

  mark(id, kind, tone, said) {
    const element = this.elementRegistry.get(id);
    if (!element || element === this.canvas.getRootElement()) return;
    const html = make('span', { class: `studio-mark ${tone}`, title: said.join('\n') }, icon(SYMBOLS[kind]));
    const aside = kind === 'refused' ? 10 : 34;
    this.overlays.add(id, 'verdict', { position: element.waypoints ? { top: -12, left: aside - 22 } : { top: -12, right: aside }, html });
    this.canvas.addMarker(id, `is-${kind}`);
    this.marked.push([id, `is-${kind}`]);
  }
}

function byElement(verdicts, kind) {
  const found = new Map();
  for (const { element, verdict, message } of verdicts) {
    if (verdict === kind && element) found.set(element, [...(found.get(element) ?? []), message]);
  }
  return found;
}
