import { type Fields, fieldsOf, itemsOf } from '../../json/json.js';

/** Joins a text of each item of a list; `''` if it is not a list. */
export const joinTexts = (list: unknown, textOf: (item: Fields) => string): string => {
  let text = '';
  for (const item of itemsOf(list)) text += textOf(fieldsOf(item));
  return text;
};
