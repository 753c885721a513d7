const PREFIX = 'alur-text';
const PAUSE = 800;

/** A text that is not saved: leaving it is questioned, and a copy is kept on this machine until it is saved. */
export class Unsaved {
  constructor(form) {
    this.form = form;
    this.text = form.elements.text;
    this.key = `${PREFIX} ${form.dataset.writes}`;
    // A form that was refused shows what was typed, not what is saved.
    this.saved = form.hasAttribute('data-refused') ? null : this.text.defaultValue;
    this.notice = document.getElementById('kept');
    this.isSending = false;
    this.text.addEventListener('input', () => this.touch());
    form.addEventListener('submit', () => this.send());
    window.addEventListener('beforeunload', (event) => this.leave(event));
    window.addEventListener('pageshow', () => { this.isSending = false; });
    this.open();
  }

  get isDirty() {
    return this.text.value !== this.saved;
  }

  /** What an earlier visit left unsaved is offered; what has been saved since is not kept any more. */
  open() {
    const copy = JSON.parse(localStorage.getItem(this.key));
    if (!copy) return;
    if (isSame(copy.text, this.text.value)) {
      if (!this.isDirty) this.drop();
    } else {
      this.offer(copy);
    }
  }

  offer(copy) {
    const said = this.notice.querySelector('[data-said]');
    const format = { dateStyle: 'long', timeStyle: 'short' };
    said.textContent = said.dataset.said.replace('{time}', new Date(copy.at).toLocaleString(document.documentElement.lang, format));
    this.notice.querySelector('[data-act=take]').addEventListener('click', () => this.take(copy));
    this.notice.querySelector('[data-act=drop]').addEventListener('click', () => this.refuse());
    this.notice.hidden = false;
  }

  take(copy) {
    this.close();
    this.text.value = copy.text;
    // Saved upon another text than it began from, it is refused, and the two are shown beside each other.
    if (copy.saved !== this.saved) this.form.elements.edition.value = copy.edition;
    this.text.dispatchEvent(new Event('input', { bubbles: true }));
    this.text.focus();
  }

  refuse() {
    this.close();
    this.keep();
  }

  close() {
    this.notice.hidden = true;
  }

  touch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  /** Keeps a copy of what differs; one that is still offered is not written over. */
  keep() {
    clearTimeout(this.timer);
    if (!this.notice.hidden) return;
    if (!this.isDirty) return this.drop();
    const copy = { at: new Date().toISOString(), edition: this.form.elements.edition.value, saved: this.saved, text: this.text.value };
    try {
      localStorage.setItem(this.key, JSON.stringify(copy));
    } catch (full) {
      if (full.name !== 'QuotaExceededError') throw full; // without room, leaving is still questioned
    }
  }

  drop() {
    localStorage.removeItem(this.key);
  }

  /** The copy stays until the next page shows that the text was saved. */
  send() {
    this.keep();
    this.isSending = true;
  }

  leave(event) {
    if (this.isSending || !this.isDirty) return;
    this.keep();
    event.preventDefault();
    event.returnValue = true; // Chromium before 119
  }
}

/** Whether two texts are the same once they are saved, which trims their end. */
function isSame(one, other) {
  return one.trimEnd() === other.trimEnd();
}
