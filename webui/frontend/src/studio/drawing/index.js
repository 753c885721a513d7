import FileOrder from './FileOrder';
import InnerNames from './InnerNames';
import LaneRenderer from './LaneRenderer';
import Returns from './Returns';
import Sizes from './Sizes';
import StepRenderer from './StepRenderer';

export default {
  __init__: ['innerNames', 'laneRenderer', 'stepRenderer'],
  bpmnDiOrdering: ['type', FileOrder],
  elementFactory: ['type', Sizes],
  innerNames: ['type', InnerNames],
  layouter: ['type', Returns],
  laneRenderer: ['type', LaneRenderer],
  stepRenderer: ['type', StepRenderer],
};
