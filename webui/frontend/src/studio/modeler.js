import Modeler from 'bpmn-js/lib/Modeler';

import alur from '../../../../bpmn/alur.moddle.json';
import drawing from './drawing';
import ids from './ids';
import inserting from './inserting';
import menu from './menu';
import pad from './pad';
import palette from './palette';
import panel from './panel';
import rules from './rules';
import steps from './steps';
import verdicts from './verdicts';
import { wordsIn } from './words';
import zoom from './zoom';

const TYPE = { fontFamily: '"Archivo Alur", "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif', lineHeight: 1.2 };

/** The editor: bpmn-js's own, taught our namespace, and offering only what the engine runs. */
export function makeModeler({ canvas, locale, ...places }) {
  return new Modeler({
    container: canvas,
    moddleExtensions: { alur },
    bpmnRenderer: { defaultFillColor: 'var(--paper)', defaultStrokeColor: 'var(--ink-2)', defaultLabelColor: 'var(--ink)' },
    textRenderer: { defaultStyle: { ...TYPE, fontSize: 13 }, externalStyle: { ...TYPE, fontSize: 13 } },
    additionalModules: [wordsIn(locale), drawing, ids, steps, inserting, palette, pad, menu, rules, zoom, verdicts, panel],
    ...places,
  });
}
