import { make } from '../../dom';
import { stepOf } from '../../steps/step';
import { freeKey, numberOf, startOf } from '../fields';
import { COLUMN, FIELD } from '../tables';
import { button } from './basic';
import { act, moved, without } from './list';

/** The fields of a step's form, in their order: to add, describe, move and remove. */
export function fields(row, target, panel) {
  const list = {
    id: 'fields',
    all: stepOf(target.object)?.get('fields') ?? [],
    set: (all) => panel.edits.ofStep(target.element, { fields: all }),
    table: FIELD,
  };
  return editor(list, target.element, panel, 'Add a field');
}

/** The columns of a table are fields as well, but none of them is a table. */
export function columns(row, { element, object, id }, panel) {
  const list = {
    id: `${id}-columns`,
    all: object.get('fields'),
    set: (all) => panel.edits.of(element, object, { fields: all }),
    table: COLUMN,
  };
  return editor(list, element, panel, 'Add a column');
}

function editor(list, element, panel, adding) {
  const add = () => {
    const field = startOf(panel.edits, freeKey(list.all), panel.say);
    list.set([...list.all, field]);
    return `${numberOf(field)}-label`;
  };
  return make('div', { class: 'studio-fields' },
    make('ol', { id: list.id, hidden: !list.all.length }, ...list.all.map((field, place) => item(field, place, list, element, panel))),
    button(panel, `${list.id}-add`, panel.say(adding), add));
}

function item(field, place, list, element, panel) {
  const id = numberOf(field);
  const target = { element, object: field, id, among: list.all };
  return make('li', { id: `${id}-item` },
    make('details', { id: `${id}-more`, 'data-opens': id, open: panel.opened.get(id) },
      make('summary', {}, `${place + 1}. ${field.label || field.key}`, make('span', { class: 'hint' }, ` ${kindOf(field, panel.say)}`)),
      make('div', {}, ...panel.rows(list.table, target))),
    moves(field, place, list, id, panel));
}

function kindOf(field, say) {
  const kind = say(`field: ${field.type}`);
  return field.required ? say('{kind}, required', { kind }) : kind;
}

function moves(field, place, list, id, panel) {
  const { say } = panel;
  const name = field.label || field.key;
  const step = (by) => () => list.set(moved(list.all, field, by));
  const remove = () => {
    list.set(without(list.all, field));
    return `${list.id}-add`;
  };
  return make('div', { class: 'studio-acts' },
    act(panel, `${id}-up`, 'up', say('Move {name} up', { name }), step(-1), { disabled: place === 0 }),
    act(panel, `${id}-down`, 'down', say('Move {name} down', { name }), step(1), { disabled: place === list.all.length - 1 }),
    act(panel, `${id}-remove`, 'cross', say('Remove {name}', { name }), remove));
}
