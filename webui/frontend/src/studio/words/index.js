import { english } from './en';
import { indonesian } from './id';

const DICTIONARIES = { id: indonesian, en: english };

/** The module that says every text of the editor, ours and bpmn-js's, in the reader's language. */
export function wordsIn(locale) {
  return { translate: ['value', speaker(locale)] };
}

/** The function that turns an English text into the words of a language; {names} in it are filled in. */
export function speaker(locale) {
  const dictionary = DICTIONARIES[locale] ?? english;
  return (text, facts = {}) => {
    if (dictionary === indonesian && !(text in indonesian)) console.warn(`No Indonesian for: ${text}`);
    return (dictionary[text] ?? text).replace(/{([^}]+)}/g, (whole, name) => facts[name] ?? whole);
  };
}
