// What the page of a paper's text gains when scripts run: nothing typed is lost, and it is shown as it is typed.
import { LivePaper } from './writing/LivePaper.js';
import { PastedTable } from './writing/PastedTable.js';
import { ToLine } from './writing/ToLine.js';
import { Unsaved } from './writing/Unsaved.js';

for (const form of document.querySelectorAll('form[data-writes]')) {
  new LivePaper(form); // first, so that it hears of a kept text that is taken up
  new Unsaved(form);
  new ToLine(form);
  new PastedTable(form);
}
