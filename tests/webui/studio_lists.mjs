// What the studio offers to choose from, in both languages, as JSON on the standard output.
import { HOLDERS, isRead, MEANINGS, MODES, TYPES } from '../../webui/frontend/src/studio/panel/fields.js';
import { english } from '../../webui/frontend/src/studio/words/en.js';
import { indonesian } from '../../webui/frontend/src/studio/words/id.js';

const spoken = (list) => list.map(([value, words]) => [value, english[words] ?? words, indonesian[words]]);
const types = spoken(TYPES.map((type) => [type, `field: ${type}`]));
const read = TYPES.filter((type) => isRead({ type }));
process.stdout.write(JSON.stringify({ holders: spoken(HOLDERS), meanings: spoken(MEANINGS), modes: spoken(MODES), types, read }));
