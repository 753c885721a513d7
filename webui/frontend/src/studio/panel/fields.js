// What the engine knows of fields (engine/fields/kinds.py) and steps, as far as the panel needs it: tests compare.

export const MEANINGS = [['selesai', 'Done'], ['paraf', 'Initialled'], ['tanda_tangan', 'Signed'], ['penetapan', 'Enacted']];
export const MODES = [['setup', 'Sets up what is measured, and the targets'], ['fill', 'Fills in the figures of the quarter'], ['check', 'Notes what who checks has to say of them'], ['approve', 'Notes what who approves has to say of them']];
export const HOLDERS = [['single', 'One person'], ['group', 'Several people']];
export const TYPES = ['text', 'area', 'number', 'date', 'choice', 'checks', 'yesno', 'file', 'rows', 'indikator', 'heading', 'help'];
export const isRead = ({ type }) => type === 'heading' || type === 'help';
export const hasOptions = ({ type }) => type === 'choice' || type === 'checks';
/** What can stand only in a form itself, not in a row of a table. */
export const isWhole = (type) => ['rows', 'file', 'indikator'].includes(type);
export const isTable = ({ type }) => type === 'indikator';
export const hasOrder = ({ type }) => type === 'date' || type === 'number';
export const hasBounds = ({ type }) => type === 'number' || type === 'rows';

const AUTOMATIC = /^isian_\d+$/;
const numbers = new WeakMap();
let last = 0;

/** What tells a field's controls from those of all others, however it is moved. */
export function numberOf(field) {
  if (!numbers.has(field)) numbers.set(field, `f${last += 1}`);
  return numbers.get(field);
}

/** A new field, complete enough to be shown in the preview at once. */
export function startOf(edits, key, say) {
  return edits.make('alur:Field', { key, type: 'text', label: say('New field') });
}

export function freeKey(all, wanted) {
  const taken = new Set(all.map(({ key }) => key));
  if (wanted && !taken.has(wanted)) return wanted;
  let number = all.length + 1;
  const made = () => (wanted ? `${wanted}_${number}` : `isian_${number}`);
  while (taken.has(made())) number += 1;
  return made();
}

/** A label as a key: small letters, digits and underscores, beginning with a letter. */
export function keyOf(label) {
  const plain = label.normalize('NFD').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '');
  return plain.slice(0, 50);
}

/** The label of a field; as long as its key was never chosen, the key follows the label. */
export const label = {
  get: ({ object }) => object.label,
  set: ({ element, object, among }, value, { edits }) => {
    const wanted = AUTOMATIC.test(object.key) && keyOf(value);
    const others = among.filter((field) => field !== object);
    edits.of(element, object, { label: value || undefined, ...(wanted && { key: freeKey(others, wanted) }) });
  },
};

/** The type of a field; what the new type does not take goes, what it needs comes. */
export const type = {
  get: ({ object }) => object.type,
  set: ({ element, object }, value, { edits, say }) => {
    const changed = { type: value };
    const option = (number) => edits.make('alur:Option', { value: `pilihan_${number}`, label: say('Option {number}', { number }) }, object);
    const column = () => edits.make('alur:Field', { key: 'isian_1', type: 'text', label: say('Column 1') }, object);
    if (!hasOptions(changed)) changed.options = [];
    else if (!object.get('options').length) changed.options = [option(1), option(2)];
    if (value !== 'rows') changed.fields = [];
    else if (!object.get('fields').length) changed.fields = [column()];
    if (!hasBounds(changed)) Object.assign(changed, { minimum: undefined, maximum: undefined });
    changed.after = undefined;
    if (value === 'file' || isRead(changed)) changed.required = undefined;
    if (value !== 'file') changed.paper = undefined;
    changed.mode = isTable(changed) ? object.mode ?? 'setup' : undefined;
    if (isTable(changed)) changed.shownWhen = undefined;
    if (object.default) changed.default = undefined;
    edits.of(element, object, changed);
  },
};
