import Zoom from './Zoom';

export default {
  __init__: ['zoom'],
  zoom: ['type', Zoom],
};
