import { icon, make } from '../../dom';
import { stepOf } from '../../steps/step';
import { SYMBOLS } from '../../symbols';
import { postsOf } from '../offered';
import { choices } from './basic';
import { act, group, without } from './list';

/** The posts that are told when the step is done, beside the one that has it next. */
export function notified(row, target, panel) {
  const { say, edits } = panel;
  const id = `${target.id}-notify`;
  const told = stepOf(target.object)?.get('notify') ?? [];
  const posts = postsOf(panel);
  const named = (key) => posts.find(([one]) => one === key)?.[1] ?? key;
  const set = (notify) => edits.ofStep(target.element, { notify });
  const items = told.map((one) => make('li', { id: `${id}-${one.post}` }, icon(SYMBOLS.paper), make('span', {}, named(one.post)),
    act(panel, `${id}-${one.post}-remove`, 'cross', say('Remove {name}', { name: named(one.post) }), () => {
      set(without(told, one));
      return `${id}-add`;
    })));
  panel.on(`${id}-add`, '', (post) => set([...told, edits.make('alur:Notify', { post })]));
  const left = posts.filter(([key]) => !told.some(({ post }) => post === key));
  return group(`${id}-title`, say(row.label), make('ul', { class: 'papers', hidden: !items.length }, ...items),
    make('select', { class: 'in', id: `${id}-add`, 'aria-label': say('Add a post') }, ...choices([['', say('Add a post')], ...left], '')));
}
