import { is } from 'bpmn-js/lib/util/ModelUtil';

import { make } from '../../dom';
import { extensions, rowOf, stepOf } from '../../steps/step';
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

/** The papers of the SOP; a new code is carried into every step that names the paper. */
export function papers(row, target, panel) {
  const { edits, say } = panel;
  const all = extensions(target.object, 'alur:Paper');
  const set = (list) => edits.extend(target.element, target.object, list, 'alur:Paper');
  const add = () => {
    const paper = edits.make('alur:Paper', { code: freeCode(all), name: say('New paper') });
    set([...all, paper]);
    return `${numberOf(paper)}-name`;
  };
  return make('div', { class: 'studio-fields' },
    make('ol', { id: 'papers' }, ...all.map((paper) => item(paper, all, set, target, panel))),
    button(panel, 'papers-add', say('Add a paper'), add));
}

function item(paper, all, set, { element }, panel) {
  const { say } = panel;
  const id = numberOf(paper);
  const target = { element, object: paper, id };
  const users = usersOf(paper.code, panel);
  const used = users.length ? say('Used in rows {rows}.', { rows: users.map((one) => rowOf(one.businessObject)).join(', ') }) : say('No step uses it.');
  const remove = () => {
    set(without(all, paper));
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
    set: ({ element, object }, code, { edits }) => {
      const into = (list = '') => list.split(/\s+/).map((one) => (one === object.code ? code : one)).join(' ') || undefined;
      const standards = users.filter(standardOf).map((user) => [user, standardOf(user)]).map(([user, standard]) => (
        [user, standard, { inputs: into(standard.inputs), outputs: into(standard.outputs) }]));
      const fields = users.flatMap((user) => bringing(user, object.code).map((field) => [user, field, { paper: code }]));
      edits.together([...standards, ...fields, [element, object, { code }]]);
    },
  };
}

const standardOf = ({ businessObject }) => stepOf(businessObject)?.standard;

/** The fields of a step whose file is the paper of a code. */
function bringing({ businessObject }, code) {
  return (stepOf(businessObject)?.get('fields') ?? []).filter(({ paper }) => paper === code);
}

function usersOf(code, { elementRegistry }) {
  return elementRegistry.filter((element) => {
    if (!is(element, 'bpmn:UserTask') || element.type === 'label') return false;
    const { inputs = '', outputs = '' } = standardOf(element) ?? {};
    return `${inputs} ${outputs}`.split(/\s+/).includes(code) || bringing(element, code).length > 0;
  });
}

function freeCode(all) {
  const numbers = all.map(({ code }) => Number(/^D(\d+)$/.exec(code)?.[1] ?? 0));
  return `D${Math.max(0, ...numbers) + 1}`;
}
