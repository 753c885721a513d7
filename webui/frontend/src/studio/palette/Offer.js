import { is } from 'bpmn-js/lib/util/ModelUtil';

import { entry } from '../entry';

/**
 * What can be drawn: the tools, and the symbols of an SOP that the engine runs.
 *
 * There is one entry for both ends, since a process has one start: the first capsule starts, others end.
 */
export default class Offer {
  static $inject = ['palette', 'placing', 'dragging', 'handTool', 'lassoTool', 'spaceTool', 'globalConnect',
    'elementRegistry', 'selection', 'modeling', 'translate'];

  constructor(palette, placing, dragging, handTool, lassoTool, spaceTool, globalConnect, elementRegistry, selection, modeling, translate) {
    Object.assign(this, { placing, dragging, elementRegistry, selection, modeling, translate });
    this.tools = { hand: handTool, lasso: lassoTool, space: spaceTool };
    this.globalConnect = globalConnect;
    palette.registerProvider(this);
  }

  getPaletteEntries() {
    const say = this.translate;
    return {
      'select-tool': this.tool('select', say('Select'), () => this.dragging.cancel()),
      'hand-tool': this.tool('hand', say('Move the canvas'), (event) => this.tools.hand.activateHand(event)),
      'lasso-tool': this.tool('lasso', say('Select an area'), (event) => this.tools.lasso.activateSelection(event)),
      'space-tool': this.tool('space', say('Make or remove space'), (event) => this.tools.space.activateSelection(event)),
      'global-connect-tool': this.tool('connect', say('Connect'), (event) => this.globalConnect.start(event)),
      'create.task': this.symbol('task', say('Box: a step'), () => 'bpmn:UserTask'),
      'create.gateway': this.symbol('gateway', say('Diamond: a decision'), () => 'bpmn:ExclusiveGateway'),
      'create.parallel': this.symbol('parallel', say('Diamond with a cross: branches at the same time'), () => 'bpmn:ParallelGateway'),
      'create.capsule': this.symbol('capsule', say('Capsule: start or end'), () => this.nextCapsule()),
      'create.lane': this.lane(),
      'create.note': this.symbol('note', say('Note on the drawing'), () => 'bpmn:TextAnnotation'),
    };
  }

  tool(name, title, click) {
    return { group: 'tools', title, html: entry(name), action: { click } };
  }

  symbol(name, title, type) {
    const start = (event) => this.placing.start(event, type());
    return { group: 'create', title, html: entry(name), action: { click: start, dragstart: start } };
  }

  lane() {
    const click = (event) => this.addLane(event);
    return { group: 'create', title: this.translate('Lane: a post'), html: entry('lane'), action: { click } };
  }

  nextCapsule() {
    const starts = this.elementRegistry.filter(({ type }) => type === 'bpmn:StartEvent');
    return starts.length ? 'bpmn:EndEvent' : 'bpmn:StartEvent';
  }

  addLane(event) {
    const [pool] = this.elementRegistry.filter((element) => is(element, 'bpmn:Participant'));
    if (pool) this.selection.select(this.modeling.addLane(pool, 'bottom'));
    else this.placing.startPool(event);
  }
}
