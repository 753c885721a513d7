import NewSteps from './NewSteps';

export default {
  __init__: ['newSteps'],
  newSteps: ['type', NewSteps],
};
