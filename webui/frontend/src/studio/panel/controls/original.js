import { make } from '../../dom';
import { stepOf } from '../../steps/step';

/** What the original SOP says, and what was read otherwise and why; it is kept beside the wording and not edited. */
export function original(row, { object }, { say }) {
  const step = stepOf(object);
  const text = step?.original?.text;
  const remarks = step?.get('remarks') ?? [];
  const isSame = text === step?.wording?.text;
  return make('div', { class: 'studio-original' },
    make('p', { class: 'hint' }, text ? say(isSame ? 'Same as in the original.' : 'In the original:') : say('This step is not in the original.')),
    text && !isSame && make('blockquote', { class: 'small' }, text),
    remarks.length > 0 && make('ul', { class: 'hint' }, ...remarks.map((one) => make('li', {}, say('“{original}” is read as “{reading}”.', one)))),
    step?.reasoning?.text && make('p', { class: 'hint' }, say('Why it is read so: {reason}', { reason: step.reasoning.text })));
}
