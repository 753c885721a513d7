import { make } from '../../dom';

/** A labelled place for a control, with the hint that is read out with it. */
export function field(id, label, control, hint) {
  if (hint) control.setAttribute('aria-describedby', `${id}-hint`);
  return make('div', { class: 'field' }, make('label', { for: id }, label), control,
    hint && make('span', { class: 'hint', id: `${id}-hint` }, hint));
}

export function button(panel, id, label, act, options = {}) {
  return make('button', { type: 'button', id: panel.on(id, undefined, act), class: 'btn small', ...options }, label);
}

export function text(row, target, panel) {
  const value = row.bind.get(target) ?? '';
  const id = heard(row, target, panel, value);
  const { inputmode } = row;
  const control = make('input', { class: 'in', id, value, inputmode, autocomplete: 'off', spellcheck: row.code ? 'false' : undefined });
  return field(id, panel.say(row.label), control, row.hint && panel.say(row.hint));
}

export function area(row, target, panel) {
  const value = row.bind.get(target) ?? '';
  const id = heard(row, target, panel, value);
  return field(id, panel.say(row.label), make('textarea', { class: 'in', id, rows: 4 }, value), row.hint && panel.say(row.hint));
}

export function select(row, target, panel) {
  const value = row.bind.get(target) ?? '';
  const id = heard(row, target, panel, value);
  const options = choices(row.options(panel, target), value);
  return field(id, panel.say(row.label), make('select', { class: 'in', id }, ...options), row.hint && panel.say(row.hint));
}

export function check(row, target, panel) {
  const value = Boolean(row.bind.get(target));
  const id = heard(row, target, panel, value);
  const hint = row.hint && `${id}-hint`;
  const control = make('label', { class: 'opt' }, make('input', { type: 'checkbox', id, checked: value, 'aria-describedby': hint }), panel.say(row.label));
  return hint ? make('div', {}, control, make('p', { class: 'hint', id: hint }, panel.say(row.hint))) : control;
}

/** Something that is only read. */
export function fact(row, target, panel) {
  return make('dl', { class: 'facts' }, make('div', {}, make('dt', {}, panel.say(row.label)), make('dd', {}, row.value(target))));
}

/** A way to another page of the draft. */
export function link(row, target, panel) {
  return make('p', {}, make('a', { href: row.address(panel.facts) }, panel.say(row.label)));
}

/** The options of a select; a value that is not among them is kept and shown as it is. */
export function choices(options, value) {
  const known = options.some(([one]) => one === value) ? options : [[value, value], ...options];
  return known.map(([one, words]) => make('option', { value: one, selected: one === value }, words));
}

function heard(row, target, panel, value) {
  const set = (changed) => row.bind.set(target, typeof changed === 'string' ? changed.trim() : changed, panel);
  return panel.on(`${target.id}-${row.key}`, value, set);
}
