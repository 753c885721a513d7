// What a page gains when scripts run. Nothing depends on it: every page works without.
import { keepDrafts } from './staff/autosave.js';
import { stepThroughFigures } from './staff/figures.js';
import { guardForms } from './staff/guard.js';
import { answerKeys } from './staff/keys.js';
import { showPresent } from './staff/present.js';
import { boundUploads } from './staff/uploads.js';

boundUploads(document);
guardForms(document);
keepDrafts(document);
answerKeys(document);
stepThroughFigures(document);
showPresent(document);

document.getElementById('errors')?.focus();
