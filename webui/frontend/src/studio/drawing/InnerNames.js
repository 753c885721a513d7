import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { isLabelExternal } from 'bpmn-js/lib/util/LabelUtil';
import { getDi } from 'bpmn-js/lib/util/ModelUtil';

const BEHIND_BPMN = 500;

/**
 * A name that stands in its shape leaves the drawing as it is.
 *
 * bpmn-js writes an empty label into the file, which undoing does not take out again.
 */
export default class InnerNames extends CommandInterceptor {
  static $inject = ['eventBus'];

  constructor(eventBus) {
    super(eventBus);
    this.preExecute('element.updateLabel', ({ context }) => { context.drawn = getDi(context.element)?.get('label'); });
    for (const done of ['executed', 'reverted']) this[done]('element.updateLabel', BEHIND_BPMN, ({ context }) => this.restore(context));
  }

  restore({ element, drawn }) {
    if (!isLabelExternal(element)) getDi(element)?.set('label', drawn);
  }
}
