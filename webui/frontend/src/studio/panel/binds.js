// Where a value of the panel lives in the diagram: how it is read, and the one command that changes it.
import { stepOf } from '../steps/step';

/** An attribute of the drawn element itself, such as its name. */
export const ofElement = (name) => ({
  get: ({ element }) => element.businessObject.get(name),
  set: ({ element }, value, { edits }) => edits.ofElement(element, { [name]: value || undefined }),
});

/** An attribute of whatever a row stands for: a field, an option, a paper, a flow. */
export const attribute = (name) => ({
  get: ({ object }) => object.get(name),
  set: ({ element, object }, value, { edits }) => edits.of(element, object, { [name]: value || undefined }),
});

/** An attribute of the user task's step. */
export const ofStep = (name) => ({
  get: ({ object }) => stepOf(object)?.get(name),
  set: ({ element }, value, { edits }) => edits.ofStep(element, { [name]: value || undefined }),
});

const PARTS = { wording: 'alur:Wording', standard: 'alur:Standard' };

/** An attribute of a part of the step: of its wording or its standard. */
export const ofPart = (part, name) => ({
  get: ({ object }) => stepOf(object)?.get(part)?.get(name),
  set: ({ element }, value, { edits }) => edits.ofPart(element, part, PARTS[part], { [name]: value || undefined }),
});
