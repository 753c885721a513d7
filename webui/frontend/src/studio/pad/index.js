import ContextPad from 'bpmn-js/lib/features/context-pad';

import Pad from './Pad';

export default {
  __depends__: [ContextPad],
  contextPadProvider: ['type', Pad],
};
