import ElementFactory from 'bpmn-js/lib/features/modeling/ElementFactory';
import { is } from 'bpmn-js/lib/util/ModelUtil';

/** New steps are as large as those of the SOP that ships: their names are whole sentences. */
export default class Sizes extends ElementFactory {
  static $inject = ElementFactory.$inject;

  getDefaultSize(element, di) {
    return is(element, 'bpmn:UserTask') ? { width: 132, height: 104 } : super.getDefaultSize(element, di);
  }
}
