import { text } from './basic';

/** The condition of a flow that leaves a decision, in the closed language; without one, a person decides. */
export function condition(row, target, panel) {
  const bind = {
    get: ({ object }) => object.conditionExpression?.body,
    set: ({ element, object }, body, { edits }) => {
      const conditionExpression = body ? edits.make('bpmn:FormalExpression', { body }, object) : undefined;
      edits.ofElement(element, { conditionExpression });
    },
  };
  return text({ ...row, bind, code: true }, target, panel);
}
