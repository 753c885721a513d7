import { area, check, fact, link, select, text } from './basic';
import { condition } from './condition';
import { duration } from './duration';
import { columns, fields } from './fields';
import { notified } from './notified';
import { options } from './options';
import { original } from './original';
import { codes } from './codes';
import { papers } from './papers';
import { preview } from './preview';
import { ways } from './ways';

/** The controls of the panel by the word that its tables have for them. */
export const controls = {
  area, check, codes, columns, condition, duration, fact, fields, link, notified, options, original, papers, preview, select, text, ways,
};
