const PAUSE = 900;

/** What the text becomes, shown when typing pauses; no more than one question is under way. */
export class LivePaper {
  constructor(form) {
    this.form = form;
    this.text = form.elements.text;
    this.status = document.getElementById('as-typed');
    this.isAsking = false;
    this.text.addEventListener('input', () => this.wait());
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    if (this.isAsking) return; // when that is answered, what was typed meanwhile is asked
    const typed = this.text.value;
    this.isAsking = true;
    this.say('drawing');
    this.say(await this.shown().catch(() => 'failed'));
    this.isAsking = false;
    if (typed !== this.text.value) this.wait();
  }

  /** Asks and shows; what there is to say of that. */
  async shown() {
    let answer = await this.post();
    if (answer.status === 409 && this.renewToken(await answer.text())) answer = await this.post();
    if (answer.redirected || answer.status === 401) return 'expired';
    if (!answer.ok) return 'failed';
    if (!(await place(await answer.text()))) return 'old';
    return this.text.value === this.text.defaultValue ? 'saved' : 'typed';
  }

  post() {
    const { csrf_token: token, isi, text } = this.form.elements;
    const body = new URLSearchParams({ text: text.value, csrf_token: token.value, isi: isi?.value ?? '' });
    return fetch(this.form.dataset.preview, { method: 'POST', body, headers: { 'X-CSRFToken': token.value } });
  }

  /** Whoever signed in again, in another tab, has another session: the page that refuses the old one tells it. */
  renewToken(html) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const token = page.querySelector('[name=csrf_token]')?.value;
    if (!token || isOfOneSession(token, this.form.elements.csrf_token.value)) return false;
    for (const input of document.querySelectorAll('[name=csrf_token]')) input.value = token;
    return true;
  }

  say(what) {
    this.status.textContent = this.status.dataset[what] ?? '';
  }
}

/** Tokens begin with what the session keeps; behind that stands when each was made. */
function isOfOneSession(one, other) {
  return one.split('.')[0] === other.split('.')[0];
}

/** Puts the parts of an answer into their places, and says whether it has pages; without new ones, the old stay marked. */
async function place(html) {
  const answer = new DOMParser().parseFromString(html, 'text/html');
  // Pictures are only loaded in this document; loaded before they are seen, they move nothing.
  const parts = [...answer.querySelectorAll('[data-part]')].map((part) => document.importNode(part, true));
  await Promise.all(parts.flatMap((part) => [...part.querySelectorAll('img')]).map(loaded));
  const hasPages = parts.some((part) => part.querySelector('.page'));
  for (const part of parts) {
    const old = document.getElementById(part.dataset.part);
    const stays = part.dataset.part === 'pages' && !hasPages;
    old.classList.toggle('old', stays);
    if (!stays) old.replaceChildren(...part.childNodes);
  }
  return hasPages;
}

/** Waits for a picture; not until it is decoded, which a page in the background may never be. */
function loaded(picture) {
  return picture.complete || new Promise((resolve) => {
    for (const end of ['load', 'error']) picture.addEventListener(end, resolve, { once: true });
  });
}
