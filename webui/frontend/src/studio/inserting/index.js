import AutoPlace from 'diagram-js/lib/features/auto-place';

import InSight from './InSight';
import Inserting from './Inserting';
import Margins from './Margins';
import Placing from './Placing';
import Room from './Room';

export default {
  __depends__: [AutoPlace],
  __init__: ['inserting', 'margins'],
  autoPlace: ['type', InSight],
  inserting: ['type', Inserting],
  margins: ['type', Margins],
  placing: ['type', Placing],
  room: ['type', Room],
};
