import FileOrder from './FileOrder';
import LaneRenderer from './LaneRenderer';
import Returns from './Returns';
import Sizes from './Sizes';
import StepRenderer from './StepRenderer';

export default {
  __init__: ['laneRenderer', 'stepRenderer'],
  bpmnDiOrdering: ['type', FileOrder],
  elementFactory: ['type', Sizes],
  layouter: ['type', Returns],
  laneRenderer: ['type', LaneRenderer],
  stepRenderer: ['type', StepRenderer],
};
