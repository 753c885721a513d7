import { icon, make } from '../../dom';
import { SYMBOLS } from '../../symbols';

/** A small button with a symbol; its words are read out and shown when pointed at. */
export function act(panel, id, symbol, words, press, options = {}) {
  return make('button', { type: 'button', class: 'studio-act', id: panel.on(id, undefined, press), 'aria-label': words, title: words, ...options },
    icon(SYMBOLS[symbol]));
}

/** A heading for a group of controls that is no label of one of them. */
export function group(id, label, ...content) {
  return make('div', { class: 'field', role: 'group', 'aria-labelledby': id }, make('span', { class: 'lbl', id }, label), ...content);
}

/** The list without one entry, or with it moved by one place. */
export function without(list, entry) {
  return list.filter((one) => one !== entry);
}

export function moved(list, entry, by) {
  const rest = without(list, entry);
  const place = list.indexOf(entry) + by;
  return [...rest.slice(0, place), entry, ...rest.slice(place)];
}
