import FileOrder from './FileOrder';
import LaneRenderer from './LaneRenderer';
import Leftovers from './Leftovers';
import Returns from './Returns';
import Sizes from './Sizes';
import StepRenderer from './StepRenderer';

export default {
  __init__: ['laneRenderer', 'leftovers', 'stepRenderer'],
  bpmnDiOrdering: ['type', FileOrder],
  elementFactory: ['type', Sizes],
  layouter: ['type', Returns],
  laneRenderer: ['type', LaneRenderer],
  leftovers: ['type', Leftovers],
  stepRenderer: ['type', StepRenderer],
};
