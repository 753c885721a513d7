import { icon, make } from '../../dom';
import { SYMBOLS } from '../../symbols';
import { duration as read, inWords } from '../worktime';
import { field } from './basic';

/** The enforced time in words, stored as ISO 8601 in working time; what says none is kept as typed, and not stored. */
export function duration(row, target, panel) {
  const stored = row.bind.get(target) ?? '';
  const id = `${target.id}-${row.key}`;
  const place = `${target.element.id} ${id}`;
  const refused = kept(panel.refused, place, stored);
  const value = refused ?? inWords(stored, panel.say);
  panel.on(id, value, (typed) => take(typed.trim(), { row, target, panel, place, stored }));
  const control = make('input', { class: 'in', id, value, autocomplete: 'off', 'aria-invalid': refused !== undefined && 'true' });
  const shown = field(id, panel.say(row.label), control, panel.say(row.hint));
  if (refused === undefined) return shown;
  control.setAttribute('aria-describedby', `${id}-hint ${id}-error`);
  const said = panel.say('This is no time; the one that was set stays. Write it such as 90 minutes, 1.5 hours or 3 days.');
  shown.append(make('span', { class: 'err', id: `${id}-error`, role: 'alert' }, icon(SYMBOLS.refused), make('span', {}, said)));
  return shown;
}

/** What was refused there, while what is stored is the same as then. */
function kept(refused, place, stored) {
  const last = refused.get(place);
  return last?.stored === stored ? last.typed : undefined;
}

function take(typed, { row, target, panel, place, stored }) {
  const found = typed === stored ? stored : read(typed);
  if (found === undefined) panel.refused.set(place, { element: target.element.id, stored, typed });
  else panel.refused.delete(place);
  if (found === undefined || found === stored || typed === inWords(stored, panel.say)) panel.draw();
  else row.bind.set(target, found, panel);
}
