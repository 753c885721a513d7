import { Conversation } from './draft/Conversation';
import { Draft } from './draft/Draft';
import { Kept } from './draft/Kept';
import { Notices } from './draft/Notices';
import { Numbers } from './draft/Numbers';
import { listenToKeys } from './keys/keys';
import { makeModeler } from './modeler';
import { Preview } from './panel/Preview';
import { speaker } from './words';

/** Opens the draft that the page names, and brings its parts together. */
export async function openStudio(place) {
  const region = (name) => document.querySelector(`.studio-${name}`);
  const { locale, facts, zone } = place.dataset;
  const say = speaker(locale);
  await document.fonts.load('400 13px "Archivo Alur"'); // names are measured when they are drawn
  reveal(place);
  const modeler = makeModeler({
    canvas: region('canvas'),
    locale,
    panel: { place: region('panel'), facts: JSON.parse(facts) },
    verdicts: { place: region('verdicts') },
    zoom: { place: region('foot') },
  });
  const notices = new Notices(region('canvas'), say);
  const conversation = new Conversation(place.dataset);
  const draft = new Draft({ modeler, conversation, notices, status: region('saved'), kept: new Kept(place.dataset), zone, say });
  listenToKeys({ modeler, draft, numbers: new Numbers({ modeler, draft, conversation, notices, say }), say });
  new Preview({ place: region('panel'), modeler, conversation });
  await draft.open();
  modeler.get('verdicts').point(decodeURIComponent(location.hash.slice(1)));
}

/** Shows what works only with scripts. */
function reveal(place) {
  for (const part of [place, ...document.querySelectorAll('[data-act]')]) part.hidden = false;
}
