import { indonesian } from './id.js';

/** The module that says every text of the editor, ours and bpmn-js's, in the reader's language. */
export function wordsIn(locale) {
  return { translate: ['value', speaker(locale === 'id' ? indonesian : {})] };
}

/** Makes the function that turns an English text into its words; {names} in it are filled in. */
export function speaker(dictionary) {
  return (text, facts = {}) => {
    const words = dictionary[text] ?? text;
    return words.replace(/{([^}]+)}/g, (whole, name) => facts[name] ?? whole);
  };
}
