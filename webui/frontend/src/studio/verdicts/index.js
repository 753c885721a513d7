import Marks from './Marks';
import Verdicts from './Verdicts';

export default {
  __init__: ['verdicts', 'marks'],
  verdicts: ['type', Verdicts],
  marks: ['type', Marks],
};
