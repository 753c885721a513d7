import { make } from '../dom';

const KEYS = [
  [['Ctrl', 'S'], 'Save'],
  [['Ctrl', 'Z'], 'Undo'],
  [['Ctrl', 'Y'], 'Redo'],
  [['Ctrl', 'F'], 'Search'],
  [['Ctrl', 'C'], 'Copy'],
  [['Ctrl', 'X'], 'Cut'],
  [['Ctrl', 'V'], 'Paste'],
  [['Ctrl', 'A'], 'Select all'],
  [['Del'], 'Delete'],
  [['←', '↑', '↓', '→'], 'Move what is selected'],
  [['Ctrl', '←', '↑', '↓', '→'], 'Move the canvas'],
  [['E'], 'Write the name'],
  [['R'], 'Change into'],
  [['H'], 'Move the canvas with the mouse'],
  [['L'], 'Select an area'],
  [['S'], 'Make or remove space'],
  [['C'], 'Connect'],
  [['Ctrl', '+'], 'Larger'],
  [['Ctrl', '-'], 'Smaller'],
  [['?'], 'This list'],
];

/** The list of keys. Keys without Ctrl act while the drawing has the focus. */
export class KeyList {
  constructor(say) {
    const rows = KEYS.map(([keys, words]) => make('div', {}, make('dt', {}, ...keys.map((key) => make('kbd', {}, key))), make('dd', {}, say(words))));
    this.dialog = make('dialog', { class: 'keylist', 'aria-labelledby': 'studio-keys' },
      make('h2', { id: 'studio-keys' }, say('Keys')),
      make('p', { class: 'small quiet' }, say('They act while the drawing has the focus; those with Ctrl for saving, undoing and searching act everywhere.')),
      make('dl', { class: 'facts' }, ...rows),
      make('form', { method: 'dialog' }, make('button', { class: 'btn small' }, say('Close'))));
    document.querySelector('main').append(this.dialog);
  }

  open() {
    this.dialog.showModal();
  }
}
