import ContextPad from 'bpmn-js/lib/features/context-pad';

import NearPad from './NearPad';
import Pad from './Pad';

export default {
  __depends__: [ContextPad],
  contextPad: ['type', NearPad],
  contextPadProvider: ['type', Pad],
};
