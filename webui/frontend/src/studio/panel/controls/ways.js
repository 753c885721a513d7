import { is } from 'bpmn-js/lib/util/ModelUtil';

import { make } from '../../dom';
import { rowOf } from '../../steps/step';
import { ofElement } from '../binds';
import { text } from './basic';

const NAMES = [
  { key: 'name', label: 'Name of the decision', bind: ofElement('name') },
  { key: 'nameEn', label: 'Name of the decision (English)', bind: ofElement('alur:nameEn') },
];

/** The flows that leave a gateway, each with its name: the names are the buttons of whoever decides. */
export function ways(row, { element }, panel) {
  const flows = element.outgoing.filter((flow) => is(flow, 'bpmn:SequenceFlow'));
  if (!flows.length) return make('p', { class: 'hint' }, panel.say('No flow leaves this gateway yet.'));
  return make('div', { class: 'studio-ways' }, ...flows.map((flow) => way(flow, panel)));
}

function way(flow, panel) {
  const target = { element: flow, object: flow.businessObject, id: flow.id };
  const where = panel.say('Leads to {place}', { place: placeOf(flow.target.businessObject, panel.say) });
  return make('fieldset', { id: `way-${flow.id}` }, make('legend', { class: 'lbl' }, where), ...NAMES.map((name) => text(name, target, panel)));
}

/** What a node is called: its row and name. */
export function placeOf(businessObject, say) {
  const row = rowOf(businessObject);
  const name = businessObject.name || businessObject.id;
  return row ? say('Row {row}, {name}', { row, name }) : name;
}
