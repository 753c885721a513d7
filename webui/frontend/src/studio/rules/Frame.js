import RuleProvider from 'diagram-js/lib/features/rules/RuleProvider';

const BEFORE_BPMN = 1500;

/** The frame of the office cannot be deleted: the whole process would go with it. */
export default class Frame extends RuleProvider {
  static $inject = ['eventBus'];

  init() {
    this.addRule('elements.delete', BEFORE_BPMN, ({ elements }) => elements.filter(({ businessObject }) => !businessObject.processRef));
  }
}
