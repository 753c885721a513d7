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
    remarks.length > 0 && make('ul', { class: 'hint' }, ...remarks.map((one) => make('li', {}, say('“{original}” is read as “{reading}”{sure}.', { original: one.original, reading: one.reading, sure: sure(one, say) })))),
    step?.reasoning?.text && make('p', { class: 'hint' }, say('Why it is read so{sure}: {reason}', { reason: step.reasoning.text, sure: sure(step, say) })),
    [step, ...remarks].some(isDoubted) && make('p', { class: 'hint' }, say('Confidence: how sure whoever drew the diagram is of having read the written SOP right.')));
}

/** How sure of a reading whoever drew it is, where a doubt was named. */
function sure(reading, say) {
  const percent = Number(reading.confidence).toLocaleString(document.documentElement.lang, { style: 'percent' });
  return isDoubted(reading) ? ` (${say('confidence {percent}', { percent })})` : '';
}

function isDoubted(reading) {
  return reading?.confidence < 1;
}
