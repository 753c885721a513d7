import Palette from 'bpmn-js/lib/features/palette';

import Offer from './Offer';
import Pressed from './Pressed';

export default {
  __depends__: [Palette],
  __init__: ['pressed'],
  paletteProvider: ['type', Offer],
  pressed: ['type', Pressed],
};
