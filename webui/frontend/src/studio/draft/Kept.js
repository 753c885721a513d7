const PREFIX = 'alur-draft';

/** Unsaved work, kept on this machine in case the browser ends before it is saved. */
export class Kept {
  constructor({ diagram }) {
    this.prefix = `${PREFIX} ${diagram} `;
  }

  keep(edition, xml) {
    const at = new Date().toISOString();
    try {
      localStorage.setItem(this.prefix + edition, JSON.stringify({ at, xml }));
    } catch (full) {
      if (full.name !== 'QuotaExceededError') throw full; // without room the work is unsaved, as the page says
    }
  }

  drop(edition) {
    localStorage.removeItem(this.prefix + edition);
  }

  /** What was kept of this draft, the newest edition first: [edition, {at, xml}] each. */
  all() {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
    const found = keys.map((key) => [Number(key.slice(this.prefix.length)), JSON.parse(localStorage.getItem(key))]);
    return found.sort(([one], [other]) => other - one);
  }
}
