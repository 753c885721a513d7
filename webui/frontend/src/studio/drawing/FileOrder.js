const LATER = Number.MAX_SAFE_INTEGER;

/**
 * Writes a diagram in the order in which it was read, what is new behind.
 *
 * It stands in for bpmn-js's own order, which would rewrite a file that nobody changed: the difference
 * between two revisions shall show what the owner did, and a deletion that was undone is none.
 */
export default class FileOrder {
  static $inject = ['eventBus', 'bpmnjs'];

  constructor(eventBus, bpmnjs) {
    this.bpmnjs = bpmnjs;
    this.read = new Map();
    eventBus.on('import.done', ({ error }) => {
      if (!error) this.read = new Map(this.lists().map((list) => [list, new Map(list.map((member, place) => [member, place]))]));
    });
    eventBus.on('saveXML.start', () => this.lists().forEach((list) => this.restore(list)));
  }

  restore(list) {
    const places = this.read.get(list) ?? new Map();
    const placeOf = (member) => places.get(member) ?? LATER;
    list.sort((one, other) => placeOf(one) - placeOf(other));
  }

  /** The lists that modelling takes elements out of and puts them into again. */
  lists() {
    const { rootElements, diagrams } = this.bpmnjs.getDefinitions();
    const processes = rootElements.filter(({ $type }) => $type === 'bpmn:Process');
    const nodes = processes.flatMap((process) => process.get('flowElements')).filter(({ $type }) => $type !== 'bpmn:SequenceFlow');
    const laneSets = processes.flatMap((process) => process.get('laneSets'));
    const lanes = laneSets.flatMap(lanesOf);
    return [
      ...diagrams.map(({ plane }) => plane.get('planeElement')),
      ...processes.flatMap((process) => [process.get('flowElements'), process.get('artifacts')]),
      ...nodes.flatMap((node) => [node.get('incoming'), node.get('outgoing')]).filter(Boolean),
      ...[...laneSets, ...lanes.map(({ childLaneSet }) => childLaneSet).filter(Boolean)].map((laneSet) => laneSet.get('lanes')),
      ...lanes.map((lane) => lane.get('flowNodeRef')),
    ];
  }
}

function lanesOf(laneSet) {
  const lanes = laneSet.get('lanes');
  return [...lanes, ...lanes.flatMap(({ childLaneSet }) => (childLaneSet ? lanesOf(childLaneSet) : []))];
}
