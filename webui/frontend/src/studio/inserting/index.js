import Inserting from './Inserting';
import Placing from './Placing';
import Room from './Room';

export default {
  __init__: ['inserting'],
  inserting: ['type', Inserting],
  placing: ['type', Placing],
  room: ['type', Room],
};
