import { is } from 'bpmn-js/lib/util/ModelUtil';

// What our namespace says of a user task and of a process.

// BPMN's plain and manual tasks run as user tasks; of a plain task all others are kinds.
const AS_STEPS = ['bpmn:Task', 'bpmn:ManualTask'];

/** Whether a drawn element, and not its label, is a step for a person. */
export function isStep(element) {
  return element.type !== 'label' && (is(element, 'bpmn:UserTask') || AS_STEPS.includes(element.businessObject.$type));
}

/** The extension elements of one type that an element carries. */
export function extensions(businessObject, type) {
  const values = businessObject.extensionElements?.get('values') ?? [];
  return values.filter(({ $type }) => $type === type);
}

/** The row of the SOP that a user task stands for, if it says so. */
export function stepOf(businessObject) {
  return extensions(businessObject, 'alur:Step')[0];
}

/** The number of a user task's row, or "". */
export function rowOf(businessObject) {
  return (stepOf(businessObject)?.row ?? '').trim();
}

/** The process of a diagram, given what stands for it there: the canvas or the pool. */
export function processOf({ businessObject }) {
  if (businessObject.$type === 'bpmn:Process') return businessObject;
  const pools = businessObject.participants ?? [businessObject];
  return pools.map(({ processRef }) => processRef).find(Boolean);
}
