import { make } from '../../dom';
import { attribute } from '../binds';
import { keyOf, numberOf } from '../fields';
import { button, text } from './basic';
import { act, group, moved, without } from './list';

const AUTOMATIC = /^pilihan_\d+$/;

// What is stored for an answer follows its first words, and stays when these change later.
const words = {
  get: ({ object }) => object.label,
  set: ({ element, object, among }, value, { edits }) => {
    const wanted = AUTOMATIC.test(object.value) && keyOf(value);
    const isFree = wanted && !among.some((option) => option !== object && option.value === wanted);
    edits.of(element, object, { label: value || undefined, ...(isFree && { value: wanted }) });
  },
};

/** The answers that a choice or checks offer. */
export function options(row, target, panel) {
  const { element, object, id } = target;
  const { say, edits } = panel;
  const all = object.get('options');
  const set = (list) => edits.of(element, object, { options: list });
  const add = () => {
    const option = edits.make('alur:Option', { value: freeValue(all), label: say('Option {number}', { number: all.length + 1 }) }, object);
    set([...all, option]);
    return `${numberOf(option)}-label`;
  };
  return group(`${id}-options-title`, say(row.label),
    make('ol', { id: `${id}-options`, class: 'studio-options' }, ...all.map((option, place) => item(option, place, all, set, target, panel))),
    button(panel, `${id}-options-add`, say('Add an option'), add));
}

function item(option, place, all, set, { element, id }, panel) {
  const { say } = panel;
  const own = numberOf(option);
  const target = { element, object: option, id: own, among: all };
  const remove = () => {
    set(without(all, option));
    return `${id}-options-add`;
  };
  const name = option.label || option.value;
  return make('li', { id: `${own}-item` },
    text({ key: 'label', label: 'Words', bind: words }, target, panel),
    text({ key: 'labelEn', label: 'Words (English)', bind: attribute('labelEn') }, target, panel),
    make('div', { class: 'studio-acts' },
      act(panel, `${own}-up`, 'up', say('Move {name} up', { name }), () => set(moved(all, option, -1)), { disabled: place === 0 }),
      act(panel, `${own}-remove`, 'cross', say('Remove {name}', { name }), remove)));
}

function freeValue(all) {
  let number = all.length + 1;
  while (all.some(({ value }) => value === `pilihan_${number}`)) number += 1;
  return `pilihan_${number}`;
}
