// Keeps what is being typed: <form data-autosave="/path"> is posted there when typing pauses.
// The answer may be JSON {"saved": "15.05"}; otherwise this machine's clock is shown. Words come
// from the attributes of [data-saved] (data-text with {time}, data-saving, data-failed, data-expired).
// A field named "turn" counts what was sent: what comes in late does not undo what was sent after.

const PAUSE = 2500;
const RETRY = 15000;

export function keepDrafts(root) {
  for (const form of root.querySelectorAll('form[data-autosave]')) new Draft(form);
}

class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector('[data-saved]') ?? document.querySelector('[data-saved]');
    this.changed = false;
    this.timer = 0;
    // Fields may stand outside their form (form="..."), so listen on the document.
    for (const kind of ['input', 'change']) {
      document.addEventListener(kind, (event) => event.target.form === form && this.touch());
    }
    document.addEventListener('visibilitychange', () => document.hidden && this.save(true));
    form.addEventListener('submit', () => this.stop());
  }

  touch() {
    this.changed = true;
    this.wait(PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    this.changed = false;
  }

  wait(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), time);
  }

  async save(leaving = false) {
    if (!this.changed) return;
    clearTimeout(this.timer);
    this.changed = false;
    this.say('saving');
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: 'POST', body: this.nextBody(), keepalive: leaving,
        headers: { Accept: 'application/json', 'X-CSRFToken': this.form.elements.csrf_token?.value ?? '' },
      });
      await this.hear(answer);
    } catch {
      this.retry();
    }
  }

  nextBody() {
    const body = typedIn(this.form);
    const turn = this.form.elements.turn;
    if (turn) turn.value = Number(turn.value) + 1;
    return body;
  }

  async hear(answer) {
    if (answer.redirected || answer.status === 401) {
      this.say('expired');
    } else if (answer.ok) {
      const said = await answer.json().catch(() => ({}));
      this.say('text', said.saved ?? clock());
    } else {
      this.retry();
    }
  }

  retry() {
    this.changed = true;
    this.say('failed');
    this.wait(RETRY);
  }

  say(what, time = '') {
    const words = this.status?.dataset[what];
    if (words) this.status.textContent = words.replace('{time}', time);
  }
}

function typedIn(form) {
  const data = new FormData(form);
  const secret = new Set([...form.elements].filter((e) => e.type === 'password').map((e) => e.name));
  for (const [name, value] of [...data]) {
    if (secret.has(name) || value instanceof File) data.delete(name);
  }
  return new URLSearchParams(data);
}

function clock() {
  const format = { hour: '2-digit', minute: '2-digit' };
  return new Date().toLocaleTimeString(document.documentElement.lang, format);
}
