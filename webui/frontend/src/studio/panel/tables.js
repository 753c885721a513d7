// What the panel shows, in tables: a row names its control (`as`), its label, and where its value lives.
import { is } from 'bpmn-js/lib/util/ModelUtil';

import { attribute, ofElement, ofPart, ofStep } from './binds';
import { hasBounds, hasOptions, hasOrder, HOLDERS, isRead, isTable, isWhole, label, MEANINGS, MODES, type, TYPES } from './fields';
import { papersOf, postsOf, startsOf } from './offered';

const words = (list) => ({ say }) => list.map(([value, text]) => [value, say(text)]);

const NAME = { as: 'text', key: 'name', label: 'Name', bind: ofElement('name') };
const NAME_EN = { as: 'text', key: 'nameEn', label: 'Name (English)', bind: ofElement('alur:nameEn') };

const isNoFile = ({ object }) => !isRead(object) && object.type !== 'file';
const takesDefault = ({ object }) => !isRead(object) && !isWhole(object.type);

const DESCRIBED = [
  { as: 'text', key: 'label', label: 'Label', bind: label },
  { as: 'text', key: 'labelEn', label: 'Label (English)', bind: attribute('labelEn') },
  { as: 'select', key: 'type', label: 'Type', bind: type, options: ({ say }) => TYPES.map((one) => [one, say(`field: ${one}`)]) },
  { as: 'select', key: 'mode', label: 'The table in this step', bind: attribute('mode'), options: words(MODES), when: ({ object }) => isTable(object) },
  { as: 'check', key: 'required', label: 'Must be filled in', bind: attribute('required'), when: isNoFile },
  { as: 'options', key: 'options', label: 'Options', when: ({ object }) => hasOptions(object) },
  { as: 'text', key: 'minimum', label: 'At least', bind: attribute('minimum'), inputmode: 'decimal', when: ({ object }) => hasBounds(object) },
  { as: 'text', key: 'maximum', label: 'At most', bind: attribute('maximum'), inputmode: 'decimal', when: ({ object }) => hasBounds(object) },
  { as: 'select', key: 'after', label: 'Not before', bind: attribute('after'), options: startsOf, hint: 'A field above of the same type, such as the start of what ends here.', when: ({ object }) => hasOrder(object) },
  { as: 'text', key: 'help', label: 'Help text', bind: attribute('help') },
  { as: 'text', key: 'helpEn', label: 'Help text (English)', bind: attribute('helpEn') },
  { as: 'text', key: 'default', label: 'Begins with', bind: attribute('default'), when: takesDefault },
  { as: 'text', key: 'shownWhen', label: 'Shown only if', bind: attribute('shownWhen'), code: true, hint: 'A condition on fields above, by their keys.', when: ({ object }) => !isTable(object) },
  { as: 'select', key: 'paper', label: 'Paper that the file is', bind: attribute('paper'), options: papersOf, when: ({ object }) => object.type === 'file', hint: 'A paper that this step makes by uploading it.' },
  { as: 'text', key: 'key', label: 'Key', bind: attribute('key'), code: true, hint: 'Conditions and exports know the field by it.', when: ({ object }) => !isRead(object) },
];

export const FIELD = [...DESCRIBED, { as: 'columns', key: 'columns', when: ({ object }) => object.type === 'rows' }];

export const COLUMN = DESCRIBED.map((row) => (row.key === 'type' ? { ...row, options: ({ say }) => TYPES.filter((one) => !isWhole(one)).map((one) => [one, say(`field: ${one}`)]) } : row));

export const STEP = [
  { key: 'row', title: 'In the SOP', open: true, rows: [
    NAME, NAME_EN,
    { as: 'text', key: 'row', label: 'Row', bind: ofStep('row'), inputmode: 'numeric' },
    { as: 'area', key: 'wording', label: 'Wording in the SOP', bind: ofPart('wording', 'text') },
    { as: 'original' },
    { as: 'check', key: 'unconfirmed', label: 'To be confirmed', bind: ofStep('unconfirmed'), hint: 'The process owner has not yet made sure that the office works like this.' },
  ] },
  { key: 'standard', title: 'Quality standard', open: true, rows: [
    { as: 'codes', key: 'inputs', label: 'Papers needed', add: 'Add a paper needed', bind: ofPart('standard', 'inputs') },
    { as: 'text', key: 'printedInputs', label: 'Papers needed, as printed', bind: ofPart('standard', 'printedInputs') },
    { as: 'duration', key: 'duration', label: 'Standard time', bind: ofPart('standard', 'duration'), hint: 'Working time, such as 90 minutes or 1.5 hours; lateness is measured by it.' },
    { as: 'text', key: 'printedTime', label: 'Time, as printed', bind: ofPart('standard', 'printedTime') },
    { as: 'codes', key: 'outputs', label: 'Papers made', add: 'Add a paper made', bind: ofPart('standard', 'outputs') },
    { as: 'text', key: 'printedOutputs', label: 'Papers made, as printed', bind: ofPart('standard', 'printedOutputs') },
    { as: 'select', key: 'meaning', label: 'What completing means', bind: ofStep('meaning'), options: words(MEANINGS) },
    { as: 'notified', key: 'notify', label: 'Also told' },
  ] },
  { key: 'fields', title: 'Form', rows: [{ as: 'fields' }, { as: 'preview' }] },
];

const POST = {
  as: 'select', key: 'post', label: 'Post',
  options: (panel) => [['', panel.say('By the name of the lane')], ...postsOf(panel)],
  bind: {
    get: ({ object }) => object.get('alur:post'),
    set: ({ element }, post, { edits, facts }) => {
      const known = facts.posts.find(({ key }) => key === post);
      edits.ofElement(element, { 'alur:post': post || undefined, ...(known && { 'alur:postKind': known.kind }) });
    },
  },
};

export const LANE = [
  { key: 'lane', title: 'Lane and post', open: true, rows: [
    NAME, NAME_EN, POST,
    { as: 'text', key: 'postKey', label: 'Key of the post', code: true, bind: ofElement('alur:post'), hint: 'A new post has a key of its own: small letters, digits and hyphens.' },
    { as: 'select', key: 'postKind', label: 'Held by', bind: ofElement('alur:postKind'), options: words([['', 'One person (not said)'], ...HOLDERS]) },
  ] },
];

export const NODE = [{ key: 'node', title: 'Name', open: true, rows: [NAME, NAME_EN] }];

export const GATEWAY = [
  ...NODE,
  { key: 'ways', title: 'Decisions', open: true, rows: [{ as: 'ways' }] },
];

const leavesDecision = ({ element }) => is(element.source, 'bpmn:ExclusiveGateway');

export const FLOW = [
  { key: 'flow', title: 'Decision', open: true, rows: [
    { ...NAME, label: 'Name of the decision', hint: 'It becomes the button of whoever decides.' },
    { ...NAME_EN, label: 'Name of the decision (English)' },
    { as: 'condition', key: 'condition', label: 'Condition', hint: 'Only if no person decides: a condition on the fields before, such as nilai >= 91.', when: leavesDecision },
    { as: 'check', key: 'default', label: 'The way when no condition holds', when: leavesDecision, bind: {
      get: ({ element }) => element.source.businessObject.default === element.businessObject,
      set: ({ element }, isDefault, { edits }) => edits.ofElement(element.source, { default: isDefault ? element : undefined }),
    } },
  ] },
];

export const NOTE = [{ key: 'note', title: 'Note', open: true, rows: [{ as: 'area', key: 'text', label: 'Text', bind: ofElement('text') }] }];

export const PROCESS = [
  { key: 'process', title: 'The SOP', open: true, rows: [
    { as: 'text', key: 'name', label: 'Name', bind: attribute('name') },
    { as: 'text', key: 'nameEn', label: 'Name (English)', bind: attribute('alur:nameEn') },
    { as: 'fact', key: 'id', label: 'Key', value: ({ object }) => object.id },
    { as: 'link', key: 'identity', label: 'Identity: number, legal basis, dates', address: ({ identity }) => identity },
  ] },
  { key: 'papers', title: 'Papers', open: true, rows: [{ as: 'papers' }] },
];
