// Reads working time as the studio does: a JSON list of words comes in, a list of what they say goes out.
// node studio_worktime.mjs < words.json
import { readFileSync } from 'node:fs';

import { duration, inWords } from '../../webui/frontend/src/studio/panel/worktime.js';

const told = JSON.parse(readFileSync(0, 'utf8')).map((words) => duration(words) ?? null);
process.stdout.write(JSON.stringify(told.map((said) => [said, said && inWords(said, (word) => word)])));
