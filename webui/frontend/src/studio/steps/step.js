// What our namespace says of a user task and of a process.

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
