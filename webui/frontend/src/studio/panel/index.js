import Edits from './Edits';
import Panel from './Panel';

export default {
  __init__: ['panel'],
  edits: ['type', Edits],
  panel: ['type', Panel],
};
