import { is } from 'bpmn-js/lib/util/ModelUtil';

import { isStep, processOf, rowOf } from '../steps/step';
import { FLOW, GATEWAY, LANE, NODE, NOTE, PROCESS, STEP } from './tables';

const of = (type) => (element) => is(element, type);
const named = (say, { object }) => object.name || object.id;

// The first row that fits counts.
const KINDS = [
  [isStep, 'Selected step', STEP, (say, { object }) => (
    rowOf(object) ? say('Row {row} · {name}', { row: rowOf(object), name: object.name || object.id }) : object.name || object.id)],
  [of('bpmn:ExclusiveGateway'), 'Selected decision', GATEWAY, named],
  [of('bpmn:Gateway'), 'Selected gateway', NODE, named],
  [of('bpmn:FlowNode'), 'Selected element', NODE, named],
  [of('bpmn:SequenceFlow'), 'Selected flow', FLOW, (say, { object }) => object.name || say('Flow {id}', { id: object.id })],
  [of('bpmn:Lane'), 'Selected lane', LANE, named],
  [of('bpmn:TextAnnotation'), 'Selected note', NOTE, (say) => say('Note')],
];

/** What the panel is about: the selected element; without one, or with the pool, the process. */
export function describe(selected, root) {
  const [element] = selected;
  if (selected.length > 1) return several(root, selected.length);
  if (!element || is(element, 'bpmn:Participant')) return whole(element ?? root);
  const drawn = element.labelTarget ?? element;
  const [, kind, sections, title] = KINDS.find(([fits]) => fits(drawn)) ?? [undefined, 'Selected element', [], named];
  return { element: drawn, object: drawn.businessObject, kind, sections, title };
}

function whole(element) {
  const object = processOf(element) ?? element.businessObject;
  return { element, object, kind: 'Nothing is selected', sections: PROCESS, title: named };
}

function several(root, count) {
  return { element: root, object: root.businessObject, kind: 'Selected', sections: [], title: (say) => say('{count} elements', { count }) };
}
