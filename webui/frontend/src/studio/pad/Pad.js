import { getChildLanes } from 'bpmn-js/lib/features/modeling/util/LaneUtil';
import { isAny } from 'bpmn-js/lib/features/modeling/util/ModelingUtil';
import { is } from 'bpmn-js/lib/util/ModelUtil';

import { entry } from '../entry';
import { mayFollow } from '../inserting/flows';

const LEAST_LANE = 60;

/** What can be done with the selected element, beside it: append what the engine runs, connect, change, delete. */
export default class Pad {
  static $inject = ['contextPad', 'placing', 'autoPlace', 'elementFactory', 'create', 'connect', 'modeling', 'popupMenu', 'rules', 'canvas', 'translate'];

  constructor(contextPad, placing, autoPlace, elementFactory, create, connect, modeling, popupMenu, rules, canvas, translate) {
    Object.assign(this, { contextPad, placing, autoPlace, elementFactory, create, connect, modeling, popupMenu, rules, canvas, translate });
    contextPad.registerProvider(this);
  }

  getContextPadEntries(element) {
    const isPart = element.type !== 'label';
    return {
      ...(isPart && isAny(element, ['bpmn:Lane', 'bpmn:Participant']) && this.ofLane(element)),
      ...(isPart && is(element, 'bpmn:FlowNode') && this.ofNode(element)),
      ...(isPart && is(element, 'bpmn:TextAnnotation') && { connect: this.connecting() }),
      ...(isPart && !this.popupMenu.isEmpty(element, 'bpmn-replace') && { replace: this.changing() }),
      ...(this.mayGo([element]) && { delete: this.removing() }),
    };
  }

  getMultiElementContextPadEntries(elements) {
    return this.mayGo(elements) ? { delete: this.removing() } : {};
  }

  ofNode(element) {
    const say = this.translate;
    const all = [
      ['task', say('Append a step'), 'bpmn:UserTask'],
      ['gateway', say('Append a decision'), 'bpmn:ExclusiveGateway'],
      ['end', say('Append an end'), 'bpmn:EndEvent'],
      ['note', say('Add a note'), 'bpmn:TextAnnotation'],
    ];
    const fitting = all.filter(([, , type]) => mayFollow(element, type));
    const appending = fitting.map(([symbol, title, type]) => [`append.${symbol}`, this.append(symbol, title, type)]);
    return { ...Object.fromEntries(appending), connect: this.connecting() };
  }

  ofLane(lane) {
    const say = this.translate;
    const isWhole = getChildLanes(lane).length < 2;
    return {
      'lane.above': this.act('lane', 'laneAbove', say('Add a lane above'), () => this.modeling.addLane(lane, 'top')),
      ...(isWhole && lane.height >= 2 * LEAST_LANE && { 'lane.two': this.split('laneTwo', say('Divide into two lanes'), lane, 2) }),
      ...(isWhole && lane.height >= 3 * LEAST_LANE && { 'lane.three': this.split('laneThree', say('Divide into three lanes'), lane, 3) }),
      'lane.below': this.act('lane', 'laneBelow', say('Add a lane below'), () => this.modeling.addLane(lane, 'bottom')),
    };
  }

  act(group, symbol, title, click, dragstart) {
    return { group, title, html: entry(symbol), action: { click, ...(dragstart && { dragstart }) } };
  }

  append(symbol, title, type) {
    const drag = (event, source) => this.create.start(event, this.elementFactory.createShape({ type }), { source });
    return this.act('model', symbol, title, (event, source) => this.autoPlace.append(source, this.elementFactory.createShape({ type })), drag);
  }

  split(symbol, title, lane, count) {
    return this.act('lane', symbol, title, () => {
      this.modeling.splitLane(lane, count);
      this.contextPad.open(lane, true);
    });
  }

  connecting() {
    const start = (event, element) => this.connect.start(event, element);
    return this.act('connect', 'connect', this.translate('Connect'), start, start);
  }

  changing() {
    const title = this.translate('Change into');
    return this.act('edit', 'replace', title, (event, element) => {
      const { left, bottom } = this.canvas.getContainer().querySelector('.djs-context-pad.open').getBoundingClientRect();
      this.popupMenu.open(element, 'bpmn-replace', { x: left, y: bottom + 5, cursor: { x: event.x, y: event.y } }, { title });
    });
  }

  removing() {
    return this.act('edit', 'remove', this.translate('Delete'), (event, target) => this.modeling.removeElements([].concat(target)));
  }

  mayGo(elements) {
    const allowed = this.rules.allowed('elements.delete', { elements });
    return Array.isArray(allowed) ? elements.every((element) => allowed.includes(element)) : allowed;
  }
}
