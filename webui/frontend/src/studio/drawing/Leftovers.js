import { isLabelExternal } from 'bpmn-js/lib/util/LabelUtil';
import { getDi } from 'bpmn-js/lib/util/ModelUtil';

const PLACE = ['x', 'y', 'width', 'height'];

/**
 * Takes out of the file what bpmn-js leaves in it of changes that were undone.
 *
 * Those are labels of names that stand in their shape or are gone, the height that it measured for a label
 * in place of the one that was read, and lane sets without lanes.
 */
export default class Leftovers {
  static $inject = ['eventBus', 'elementRegistry'];

  constructor(eventBus, elementRegistry) {
    Object.assign(this, { elementRegistry, read: new Map() });
    eventBus.on('import.done', ({ error }) => {
      if (!error) this.read = new Map(this.drawn().map((element) => [element, asRead(element)]));
    });
    eventBus.on('saveXML.start', () => this.drawn().forEach((element) => this.clear(element, this.read.get(element) ?? {})));
  }

  /** All that has a drawing of its own; labels belong to what they name. */
  drawn() {
    return this.elementRegistry.filter((element) => !element.labelTarget && getDi(element));
  }

  clear(element, read) {
    const { businessObject, label } = element;
    const isEmpty = businessObject.childLaneSet && !businessObject.childLaneSet.get('lanes').length;
    if (isEmpty && businessObject.childLaneSet !== read.childLaneSet) businessObject.set('childLaneSet', undefined);
    if (!isLabelExternal(element) || (!label && !read.label)) getDi(element).set('label', read.drawn);
    else if (label && label === read.label && isSame(label, read.place)) restore(getDi(element).get('label'), read.bounds);
  }
}

function asRead(element) {
  const { businessObject, label } = element;
  const drawn = getDi(element).get('label');
  const bounds = drawn?.get('bounds');
  return { label, drawn, place: label && placeOf(label), bounds: bounds && placeOf(bounds), childLaneSet: businessObject.childLaneSet };
}

function placeOf(box) {
  return Object.fromEntries(PLACE.map((name) => [name, box[name]]));
}

function isSame(box, place) {
  return PLACE.every((name) => box[name] === place[name]);
}

/** Gives a drawn label the bounds that it was read with, or none. */
function restore(drawn, bounds) {
  if (!bounds) drawn?.set('bounds', undefined);
  else if (drawn?.get('bounds')) Object.assign(drawn.get('bounds'), bounds);
}
