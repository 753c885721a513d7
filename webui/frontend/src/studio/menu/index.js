import PopupMenu from 'bpmn-js/lib/features/popup-menu';

import Changes from './Changes';

export default {
  __depends__: [PopupMenu],
  replaceMenuProvider: ['type', Changes],
};
