import SearchPadModule from 'diagram-js/lib/features/search-pad';

import Search from './Search';
import Zoom from './Zoom';

export default {
  __depends__: [SearchPadModule],
  __init__: ['zoom'],
  searchPad: ['type', Search],
  zoom: ['type', Zoom],
};
