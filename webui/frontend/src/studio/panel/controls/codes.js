import { icon, make } from '../../dom';
import { extensions, processOf } from '../../steps/step';
import { SYMBOLS } from '../../symbols';
import { choices } from './basic';
import { act, group, without } from './list';

/** Papers that a step needs or makes, chosen from those of the SOP and stored as their codes, parted by blanks. */
export function codes(row, target, panel) {
  const { say } = panel;
  const id = `${target.id}-${row.key}`;
  const chosen = (row.bind.get(target) ?? '').split(/\s+/).filter(Boolean);
  const set = (list) => row.bind.set(target, list.join(' '), panel);
  const all = extensions(processOf(panel.canvas.getRootElement()), 'alur:Paper');
  const named = (code) => all.find((paper) => paper.code === code)?.name ?? code;
  const items = chosen.map((code) => make('li', { id: `${id}-${code}` }, icon(SYMBOLS.paper), make('span', {}, named(code)),
    act(panel, `${id}-${code}-remove`, 'cross', say('Remove {name}', { name: named(code) }), () => {
      set(without(chosen, code));
      return `${id}-add`;
    })));
  return group(`${id}-title`, say(row.label),
    make('ul', { class: 'papers', hidden: !items.length }, ...items), adding(id, chosen, all, set, row, panel));
}

function adding(id, chosen, all, set, row, panel) {
  const left = all.filter(({ code }) => code && !chosen.includes(code)).map(({ code, name }) => [code, `${name} (${code})`]);
  panel.on(`${id}-add`, '', (code) => set([...chosen, code]));
  return make('select', { class: 'in', id: `${id}-add`, 'aria-label': panel.say(row.add), disabled: !left.length },
    ...choices([['', panel.say(row.add)], ...left], ''));
}
