import { make } from '../../dom';
import { extensions, isStep, rowOf, stepOf } from '../../steps/step';
import { attribute } from '../binds';
import { numberOf } from '../fields';
import { button, text } from './basic';
import { act, without } from './list';

const CODE = { key: 'code', label: 'Code', code: true };
const NAMES = [
  { key: 'name', label: 'Name', bind: attribute('name') },
  { key: 'nameEn', label: 'Name (English)', bind: attribute('nameEn') },
  { key: 'file', label: 'Its text in the bundle', bind: attribute('file'), code: true, hint: 'Empty for a paper that comes as a file; texts are written on the page Papers.' },
];

/** The papers of the SOP; a new code is carried into every step that names the paper, and goes from there with it. */
export function papers(row, target, panel) {
  const { edits, say } = panel;
  const all = extensions(target.object, 'alur:Paper');
  const add = () => {
    const paper = edits.make('alur:Paper', { code: freeCode(all), name: say('New paper') });
    edits.extend(target.element, target.object, [...all, paper], 'alur:Paper');
    return `${numberOf(paper)}-name`;
  };
  return make('div', { class: 'studio-fields' },
    make('ol', { id: 'papers' }, ...all.map((paper) => item(paper, all, target, panel))),
    button(panel, 'papers-add', say('Add a paper'), add));
}

function item(paper, all, { element, object }, panel) {
  const { edits, say } = panel;
  const id = numberOf(paper);
  const target = { element, object: paper, id };
  const users = usersOf(paper.code, panel);
  const used = users.length ? say('Used in rows {rows}.', { rows: users.map((one) => rowOf(one.businessObject)).join(', ') }) : say('No step uses it.');
  const remove = () => {
    const list = edits.extended(object, without(all, paper), 'alur:Paper');
    edits.together([...renamings(users, paper.code, ''), [element, object, { extensionElements: list }]]);
    return 'papers-add';
  };
  return make('li', { id: `${id}-item` },
    make('details', { id: `${id}-more`, 'data-opens': id, open: panel.opened.get(id) },
      make('summary', {}, `${paper.code} · ${paper.name ?? ''}`),
      make('div', {}, text({ ...CODE, bind: carried(users) }, target, panel), ...NAMES.map((name) => text(name, target, panel)),
        make('p', { class: 'hint' }, used))),
    make('div', { class: 'studio-acts' }, act(panel, `${id}-remove`, 'cross', `${say('Remove {name}', { name: paper.name || paper.code })}. ${used}`, remove)));
}

function carried(users) {
  return {
    get: ({ object }) => object.code,
    set: ({ element, object }, code, panel) => {
      if (code) panel.edits.together([...renamings(users, object.code, code), [element, object, { code }]]);
      else panel.draw(); // what has no code cannot be named
    },
  };
}

/** The changes by which steps name a paper by another code, or not at all: as the table makes them (engine/diagram/editing/papers.py). */
function renamings(users, old, code) {
  return users.flatMap((user) => [
    ...standardsOf(user).map((standard) => [user, standard, recoded(standard, old, code)]),
    ...bringing(user, old).map((field) => [user, field, { paper: code || undefined }]),
  ]);
}

function recoded(standard, old, code) {
  const naming = ['inputs', 'outputs'].filter((name) => codesOf(standard[name]).includes(old));
  const into = (list) => codesOf(list).map((one) => (one === old ? code : one)).filter(Boolean).join(' ');
  return Object.fromEntries(naming.map((name) => [name, into(standard[name])]));
}

const codesOf = (list = '') => list.split(/\s+/).filter(Boolean);
const standardsOf = ({ businessObject }) => [stepOf(businessObject)?.standard].filter(Boolean);

/** The fields of a step, and the columns of its tables, whose file is the paper of a code. */
function bringing({ businessObject }, code) {
  const fields = stepOf(businessObject)?.get('fields') ?? [];
  return fields.flatMap((field) => [field, ...field.get('fields')]).filter(({ paper }) => paper === code);
}

function usersOf(code, { elementRegistry }) {
  if (!code) return [];
  return elementRegistry.filter((element) => {
    if (!isStep(element)) return false;
    const codes = standardsOf(element).flatMap(({ inputs, outputs }) => [...codesOf(inputs), ...codesOf(outputs)]);
    return codes.includes(code) || bringing(element, code).length > 0;
  });
}

function freeCode(all) {
  const numbers = all.map(({ code }) => Number(/^D(\d+)$/.exec(code)?.[1] ?? 0));
  return `D${Math.max(0, ...numbers) + 1}`;
}
