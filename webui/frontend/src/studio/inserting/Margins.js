import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { getParent } from 'bpmn-js/lib/features/modeling/util/ModelingUtil';
import { is } from 'bpmn-js/lib/util/ModelUtil';

const BESIDE = 92; // the question of a decision
const ABOVE = 26; // the name of a way back, over its line

/** Widens the frame where words would lie on its edge: those beside a decision at its end, those on a way back at its top. */
export default class Margins extends CommandInterceptor {
  static $inject = ['eventBus', 'modeling', 'layouter'];

  constructor(eventBus, modeling, layouter) {
    super(eventBus);
    this.modeling = modeling;
    this.postExecuted('shape.append', ({ context }) => is(context.shape, 'bpmn:Gateway') && this.beside(context.shape));
    this.postExecuted('connection.create', ({ context }) => layouter.isBack(context.connection) && this.above(context.connection));
  }

  beside(decision) {
    const frame = getParent(decision, 'bpmn:Participant');
    const lack = frame && decision.x + decision.width + BESIDE - frame.x - frame.width;
    if (lack > 0) this.resize(frame, { width: frame.width + lack });
  }

  above(flow) {
    const frame = getParent(flow.source, 'bpmn:Participant');
    const lack = frame && frame.y + ABOVE - Math.min(...flow.waypoints.map(({ y }) => y));
    if (lack > 0) this.resize(frame, { y: frame.y - lack, height: frame.height + lack });
  }

  resize(frame, changed) {
    const { x, y, width, height } = frame;
    this.modeling.resizeLane(frame, { x, y, width, height, ...changed });
  }
}
