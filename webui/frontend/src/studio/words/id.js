export const indonesian = {};
