import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { getMid } from 'diagram-js/lib/layout/LayoutUtil';

/**
 * What is appended to a step stands between it and what followed.
 *
 * Only gateways may have several flows out, so the flow that left the step leaves the new element
 * instead; and where that would lie on others, these move aside.
 */
export default class Inserting extends CommandInterceptor {
  static $inject = ['eventBus', 'modeling', 'room'];

  constructor(eventBus, modeling, room) {
    super(eventBus);
    this.modeling = modeling;
    this.preExecute('shape.append', ({ context }) => {
      context.followed = context.source.outgoing.filter((flow) => is(flow, 'bpmn:SequenceFlow'));
    });
    this.postExecuted('shape.append', ({ context }) => {
      if (!is(context.shape, 'bpmn:FlowNode')) return;
      room.make(context.shape, context.source);
      this.passOn(context);
    });
  }

  passOn({ source, shape, followed }) {
    if (is(source, 'bpmn:Gateway') || is(shape, 'bpmn:EndEvent')) return;
    for (const flow of followed) {
      this.modeling.reconnectStart(flow, shape, getMid(shape));
      this.modeling.layoutConnection(flow, { waypoints: [] }); // its old way would run through the new element
    }
  }
}
