const PREFIX = 'alur-draft';

/**
 * Unsaved work, kept on this machine in case the browser ends before it is saved.
 *
 * Each visit has a key of its own, so that none writes over what another has left: that stays until
 * somebody discards it, or has taken it up and saved.
 */
export class Kept {
  constructor({ diagram }) {
    this.prefix = `${PREFIX} ${diagram} `;
    this.turn();
  }

  /** Begins a key of its own for what is kept from now on. */
  turn() {
    this.own = `${this.prefix}${Date.now()} ${Math.random()}`;
  }

  /** Keeps a drawing in the place of the one before; whether there was room for it. */
  keep(edition, xml) {
    try {
      localStorage.setItem(this.own, JSON.stringify({ at: new Date().toISOString(), edition, xml }));
      return true;
    } catch (full) {
      if (!(full instanceof DOMException)) throw full; // browsers name a full store differently
      return false;
    }
  }

  /** What this visit keeps; undefined if that is nothing. */
  get mine() {
    return this.read(this.own);
  }

  drop(key = this.own) {
    localStorage.removeItem(key);
  }

  /** What other visits left of this draft, the latest last: {key, at, edition, xml} each. */
  others() {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix) && key !== this.own);
    return keys.map((key) => this.read(key)).sort((one, other) => one.at.localeCompare(other.at));
  }

  read(key) {
    const text = localStorage.getItem(key);
    const edition = Number(key.slice(this.prefix.length)); // where keys were the edition, the text does not say it
    return text ? { key, edition, ...JSON.parse(text) } : undefined;
  }
}
