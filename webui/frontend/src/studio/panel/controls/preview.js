import { make } from '../../dom';

/** The place of the form's preview, which preview.js fills: the panel's own drawing leaves it alone. */
export function preview(row, target, { say }) {
  return make('section', { class: 'studio-preview', 'aria-labelledby': 'preview-title' },
    make('h3', { id: 'preview-title' }, say('As people will see it')),
    make('div', { id: 'studio-preview', 'data-own': true, inert: true }));
}
