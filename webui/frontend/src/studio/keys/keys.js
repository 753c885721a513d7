import { KeyList } from './KeyList';

/** Connects the page's buttons and the keys that act wherever one is: saving, undoing, searching, the list of keys. */
export function listenToKeys({ modeler, draft, say }) {
  const list = new KeyList(say);
  const act = (name) => modeler.get('editorActions').trigger(name);
  const acts = {
    save: () => draft.save(),
    undo: () => act('undo'),
    redo: () => act('redo'),
    search: () => act('find'),
  };
  for (const button of document.querySelectorAll('[data-act]')) {
    button.addEventListener('click', () => {
      draft.flush();
      acts[button.dataset.act]();
    });
  }
  document.querySelector('[data-act]').before(list.button);
  const hear = (name, event) => {
    if (!name || event.defaultPrevented) return;
    event.preventDefault();
    if (name === 'all') list.open();
    else acts[name]();
  };
  // Saving comes first: a name that is being written on the drawing keeps its keys to itself.
  document.addEventListener('keydown', (event) => hear(isSaving(event) && 'save', event), true);
  document.addEventListener('keydown', (event) => hear(wanted(event), event));
  showPossible(modeler);
}

/** What a key asks for; in a text of a form, undoing and redoing are the browser's own. */
function wanted(event) {
  const key = event.key.toLowerCase();
  if (key === '?' && !isTyping(event.target)) return 'all';
  if (!event.ctrlKey && !event.metaKey) return undefined;
  if (key === 'f') return 'search';
  if (isTyping(event.target)) return undefined;
  if (key === 'y' || (key === 'z' && event.shiftKey)) return 'redo';
  return key === 'z' ? 'undo' : undefined;
}

function isSaving(event) {
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's';
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
