import { make } from '../../dom';
import { choices, field, text } from './basic';

const UNITS = { M: ['PT', 'M', 'minutes'], H: ['PT', 'H', 'hours'], D: ['P', 'D', 'working days'] };
const SIMPLE = /^(?:PT(\d+)(M|H)|P(\d+)(D))$/;

/** The enforced standard time: a number and its unit, stored as ISO 8601 in working time. */
export function duration(row, target, panel) {
  const stored = row.bind.get(target) ?? '';
  const { number, unit } = parts(stored);
  // What is written otherwise, such as P1DT2H, is right as well, and stays as it is written.
  if (number === undefined) return text({ ...row, code: true, hint: 'Working time as ISO 8601, such as P1DT2H.' }, target, panel);
  const id = `${target.id}-${row.key}`;
  panel.on(id, number, (count) => row.bind.set(target, written(count, unit), panel));
  panel.on(`${id}-unit`, unit, (other) => row.bind.set(target, written(number, other), panel));
  const units = Object.entries(UNITS).map(([key, [, , words]]) => [key, panel.say(words)]);
  const duo = make('div', { class: 'duo' },
    make('input', { class: 'in', id, value: number, inputmode: 'numeric', autocomplete: 'off', 'aria-describedby': `${id}-hint` }),
    make('select', { class: 'in', id: `${id}-unit`, 'aria-label': panel.say('Unit of time') }, ...choices(units, unit)));
  const shown = field(id, panel.say(row.label), duo);
  shown.append(make('span', { class: 'hint', id: `${id}-hint` }, panel.say('Working time; lateness is measured by it.')));
  return shown;
}

function parts(stored) {
  if (!stored) return { number: '', unit: 'M' };
  const [, clock, clockUnit, days, daysUnit] = SIMPLE.exec(stored) ?? [];
  return { number: clock ?? days, unit: clockUnit ?? daysUnit };
}

/** A number that is none is stored as it was typed: the checker says what is wrong with it. */
function written(number, unit) {
  const [before, after] = UNITS[unit];
  return number.trim() ? `${before}${number.trim()}${after}` : '';
}
