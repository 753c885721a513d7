import { icon, make } from '../dom';
import { SYMBOLS } from '../symbols';

/** What has to be said about saving, above the drawing, with the ways on; each kind stands there once, the latest on top. */
export class Notices {
  constructor(before, say) {
    this.say = say;
    this.place = make('div', { class: 'studio-notices', role: 'alert' });
    before.before(this.place);
  }

  /** Shows a sentence and what can be done: [words, act] each; the notice stays until it is closed. */
  show(kind, sentence, ways = []) {
    this.close(kind);
    const buttons = ways.map(([words, act]) => make('button', { type: 'button', class: 'btn small', click: act }, words));
    const away = make('button', { type: 'button', class: 'studio-act', 'aria-label': this.say('Close this notice'), click: () => this.close(kind) }, icon(SYMBOLS.cross));
    this.place.prepend(make('div', { class: 'studio-notice', 'data-kind': kind }, icon(SYMBOLS.changed, 'soon'), make('p', {}, sentence),
      make('div', { class: 'acts' }, ...buttons), away));
  }

  close(kind) {
    [...this.place.children].find((notice) => notice.dataset.kind === kind)?.remove();
  }
}
