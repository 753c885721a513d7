// Keys of the inbox: J and K move, Enter opens (the browser's own doing), A takes, ? shows
// them all. An element with data-keys asks for them and brings the words:
//   data-move data-open data-take data-all data-title data-close data-off data-on
// They can be turned off (WCAG 2.1.4); the choice is kept on this machine.

const OFF = 'alur-keys-off';

export function answerKeys(root) {
  const place = root.querySelector('[data-keys]');
  if (!place) return;
  const keys = new Keys(place);
  document.addEventListener('keydown', (event) => keys.hear(event));
}

class Keys {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
    this.dialog = this.makeDialog();
    this.hint = make('p', { className: 'keys' });
    place.append(this.hint, this.dialog);
    this.showHint();
  }

  get off() {
    return localStorage.getItem(OFF) === 'yes';
  }

  get list() {
    const { move, open, take, all } = this.words;
    return [[['J', 'K'], move], [['Enter'], open], [['A'], take], [['?'], all]].filter(([, word]) => word);
  }

  hear(event) {
    if (this.off || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || this.dialog.open) return;
    const acts = { j: () => this.move(1), k: () => this.move(-1), a: () => this.take(), '?': () => this.dialog.showModal() };
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  move(step) {
    const links = [...document.querySelectorAll('.row h3 a')];
    const here = links.findIndex((link) => link.closest('.row').contains(document.activeElement));
    const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
    links[next]?.focus();
  }

  take() {
    document.activeElement?.closest('.row')?.querySelector('[data-take]')?.click();
  }

  showHint() {
    const hints = this.off ? [] : this.list.map(([keys, word]) => make('span', {}, ...keys.map(key), word));
    const toggle = make('button', { type: 'button', className: 'link', textContent: this.off ? this.words.on : this.words.off });
    toggle.addEventListener('click', () => this.toggle());
    this.hint.replaceChildren(...hints, ...(toggle.textContent ? [toggle] : []));
  }

  toggle() {
    localStorage.setItem(OFF, this.off ? 'no' : 'yes');
    this.showHint();
    this.hint.querySelector('button').focus();
  }

  makeDialog() {
    const rows = this.list.map(([keys, word]) => make('div', {}, make('dt', {}, ...keys.map(key)), make('dd', {}, word)));
    const close = make('button', { className: 'btn small', textContent: this.words.close, autofocus: true });
    const title = make('h2', { id: 'keys-title', textContent: this.words.title });
    const form = make('form', { method: 'dialog' }, close);
    const dialog = make('dialog', { className: 'keylist' }, title, make('dl', { className: 'facts' }, ...rows), form);
    dialog.setAttribute('aria-labelledby', 'keys-title');
    return dialog;
  }
}

function make(tag, attributes, ...children) {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

function key(name) {
  return make('kbd', { textContent: name });
}

function isTyping(target) {
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
