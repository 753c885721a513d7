import { is } from 'bpmn-js/lib/util/ModelUtil';

/** Whether a node that takes only one flow out has it: what is appended then stands in between. */
export function goesOn(node) {
  return !is(node, 'bpmn:Gateway') && node.outgoing.some((flow) => is(flow, 'bpmn:SequenceFlow'));
}

/** Whether an element of a type may be appended to a node: nothing follows an end, and one end is enough. */
export function mayFollow(node, type) {
  if (!is(node, 'bpmn:FlowNode') || is(node, 'bpmn:EndEvent') || type === 'bpmn:StartEvent') return type === 'bpmn:TextAnnotation';
  return type !== 'bpmn:EndEvent' || !goesOn(node);
}
