import { KeyList } from './KeyList';

/** Connects the page's buttons and the keys that act wherever one is: saving, undoing, searching, the list of keys. */
export function listenToKeys({ modeler, draft, numbers, say }) {
  const list = new KeyList(say);
  const act = (name) => modeler.get('editorActions').trigger(name);
  const acts = {
    save: () => draft.save(),
    undo: () => act('undo'),
    redo: () => act('redo'),
    renumber: () => numbers.renew(),
    search: () => {
      draft.flush();
      act('find');
    },
    list: () => list.open(),
  };
  for (const button of document.querySelectorAll('[data-act]')) {
    button.addEventListener('click', (event) => {
      event.stopPropagation(); // the search closes at any click that it hears
      acts[button.dataset.act]();
    });
  }
  const hear = (name, event) => {
    if (!name || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    acts[name]();
  };
  // These two come before a name that is being written on the drawing, which keeps keys to itself.
  document.addEventListener('keydown', (event) => hear(wantedAnywhere(event), event), true);
  document.addEventListener('keydown', (event) => hear(wanted(event), event));
  showPossible(modeler);
}

function wantedAnywhere(event) {
  return hasCtrl(event) ? { s: 'save', f: 'search' }[event.key.toLowerCase()] : undefined;
}

/** What a key asks for outside of texts, where undoing and redoing are the browser's own. */
function wanted(event) {
  const key = event.key.toLowerCase();
  if (isTyping(event.target)) return undefined;
  if (!hasCtrl(event)) return key === '?' ? 'list' : undefined;
  if (key === 'y' || (key === 'z' && event.shiftKey)) return 'redo';
  return key === 'z' ? 'undo' : undefined;
}

function hasCtrl(event) {
  return event.ctrlKey || event.metaKey;
}

function isTyping(target) {
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

function showPossible(modeler) {
  const stack = modeler.get('commandStack');
  const show = () => {
    document.querySelector('[data-act=undo]').toggleAttribute('disabled', !stack.canUndo());
    document.querySelector('[data-act=redo]').toggleAttribute('disabled', !stack.canRedo());
  };
  modeler.on(['commandStack.changed', 'import.done'], show);
}
