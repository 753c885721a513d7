// The process owner's editor. It fills the regions of #studio; without it the page offers the table.
import { openStudio } from './studio/open.js';

const place = document.getElementById('studio');
if (place) openStudio(place);
