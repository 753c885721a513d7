import { SYMBOLS } from './symbols';

/** The markup of an entry of the palette or the context pad: a button that keys reach as well. */
export function entry(name) {
  return `<button type="button" class="entry" draggable="true">${symbol(name)}</button>`;
}

/** The markup of a symbol. */
export function symbol(name) {
  return `<svg class="i" viewBox="0 0 20 20" aria-hidden="true"><path d="${SYMBOLS[name]}"/></svg>`;
}
