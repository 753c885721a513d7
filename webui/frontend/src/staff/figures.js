// Figure after figure of a table by keyboard: Enter goes to the next one, Alt with the arrow down
// opens what else is said of it: <form data-figures="words that say so">. Enter does not send the
// whole page, as it would without scripts; the last one leads to the button that does. Tab goes
// through everything, as on any page: nobody has to know a key to reach what stands there.

const FIGURES = '.entry input';

export function stepThroughFigures(root) {
  const form = root.querySelector('form[data-figures]');
  if (!form || !form.querySelector(FIGURES)) return;
  form.addEventListener('keydown', (event) => event.target.matches(FIGURES) && hear(form, event));
  const hint = Object.assign(document.createElement('p'), { className: 'hint', textContent: form.dataset.figures });
  form.querySelector('.isian-head').before(hint);
}

function hear(form, event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const act = { Enter: !event.altKey && toNext, ArrowDown: event.altKey && openRest }[event.key];
  if (!act) return;
  event.preventDefault();
  act(form, event.target);
}

function toNext(form, figure) {
  const figures = [...form.querySelectorAll(FIGURES)];
  const next = figures[figures.indexOf(figure) + 1];
  if (next) next.select();
  (next ?? form.querySelector('.dock button')).focus();
}

function openRest(form, figure) {
  const rest = figure.closest('li').querySelector('details');
  rest.open = true;
  rest.querySelector('summary').focus();
}
