import { is } from 'bpmn-js/lib/util/ModelUtil';

import { extensions, processOf } from '../steps/step';

/** The posts of the office and those that the lanes of this diagram stand for: [key, name] each, by name. */
export function postsOf({ facts, elementRegistry }) {
  const lanes = elementRegistry.filter((element) => is(element, 'bpmn:Lane')).map(({ businessObject }) => businessObject);
  const drawn = lanes.filter((lane) => lane.get('alur:post')).map((lane) => [lane.get('alur:post'), lane.name || lane.get('alur:post')]);
  const all = new Map([...drawn, ...facts.posts.map(({ key, name }) => [key, name])]);
  return [...all].sort(([, one], [, other]) => one.localeCompare(other));
}

/** The papers of the SOP, to choose one: [code, name] each, and none first. */
export function papersOf({ canvas, say }) {
  const all = extensions(processOf(canvas.getRootElement()), 'alur:Paper');
  return [['', say('None')], ...all.map(({ code, name }) => [code, `${name} (${code})`])];
}

/** The fields before which another may not lie: [key, label] each, and none first. */
export function startsOf({ say }, { object, among }) {
  const above = among.slice(0, among.indexOf(object)).filter(({ type }) => type === object.type);
  return [['', say('None')], ...above.map(({ key, label }) => [key, label || key])];
}
