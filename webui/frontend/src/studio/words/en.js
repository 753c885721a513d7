// English is its own key, but for the words of field types, which would collide with others.
export const english = {
  'field: text': 'one line of text',
  'field: area': 'longer text',
  'field: number': 'number',
  'field: date': 'date',
  'field: choice': 'choose one',
  'field: checks': 'choose several',
  'field: yesno': 'yes or no',
  'field: file': 'file',
  'field: rows': 'table',
  'field: indikator': 'table of indicators',
  'field: heading': 'heading',
  'field: help': 'explanation',
  'flow elements must be children of pools/participants': 'Put the element inside the frame of the office.',
};
