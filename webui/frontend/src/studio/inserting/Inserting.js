import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { getMid } from 'diagram-js/lib/layout/LayoutUtil';

import { goesOn } from './flows';
import { GAP } from './Room';

const BEFORE_GRID = 2500;

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
    eventBus.on('autoPlace', BEFORE_GRID, ({ source, shape }) => this.place(source, shape));
    this.preExecute('shape.append', ({ context }) => {
      context.followed = goesOn(context.source) ? context.source.outgoing.filter(isFlow) : [];
    });
    this.postExecuted('shape.append', ({ context }) => {
      if (!is(context.shape, 'bpmn:FlowNode')) return;
      room.make(context.shape, context.source);
      this.passOn(context);
    });
  }

  /** Beside the step; elsewhere bpmn-js knows better. */
  place(source, shape) {
    if (!goesOn(source) || !is(shape, 'bpmn:FlowNode')) return undefined;
    return { x: source.x + source.width + GAP + shape.width / 2, y: getMid(source).y };
  }

  passOn({ shape, followed }) {
    for (const flow of followed) {
      this.modeling.reconnectStart(flow, shape, getMid(shape));
      this.modeling.layoutConnection(flow, { waypoints: [] }); // its old way would run through the new element
    }
  }
}

function isFlow(connection) {
  return is(connection, 'bpmn:SequenceFlow');
}
