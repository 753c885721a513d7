import ShortIds from './ShortIds';

export default {
  __init__: ['shortIds'],
  shortIds: ['type', ShortIds],
};
