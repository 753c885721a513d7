import FileOrder from './FileOrder';
import LaneRenderer from './LaneRenderer';
import Sizes from './Sizes';
import StepRenderer from './StepRenderer';

export default {
  __init__: ['laneRenderer', 'stepRenderer'],
  bpmnDiOrdering: ['type', FileOrder],
  elementFactory: ['type', Sizes],
  laneRenderer: ['type', LaneRenderer],
  stepRenderer: ['type', StepRenderer],
};
