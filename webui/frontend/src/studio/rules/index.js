import Frame from './Frame';

export default {
  __init__: ['frameRules'],
  frameRules: ['type', Frame],
};
