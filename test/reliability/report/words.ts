import type { StreamEvent } from '../../../src/index.js';
import type { ErrorReport, Expected, Row } from '../row.js';

const invisible = /[\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g;
const shown = (text: string): string =>
  text.replace(
    invisible,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Escapes text that is not Markdown. */
export const plain = (text: string): string => shown(text).replace(/[\\`*_<>&|[\]]/g, '\\$&');

/** Code in a cell of a table. */
export const code = (text: string): string => {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${shown(text).replace(/\|/g, '\\|')}${fence}`;
};

const MAX_LENGTH = 60;
const json = (value: unknown): string => {
  const text = JSON.stringify(value);
  if (text.length <= MAX_LENGTH) return code(text);
  const { length } = typeof value === 'string' ? value : text;
  return `${code(`${text.slice(0, MAX_LENGTH / 2)}…`)} (${length} characters)`;
};

const MAX_WORDS = 4;
const list = (words: readonly string[]): string =>
  words.length <= MAX_WORDS
    ? words.join(', ')
    : `${words.slice(0, MAX_WORDS - 1).join(', ')}, … (${words.length} in all)`;

const eventWords = (event: StreamEvent): string => {
  if (event.type === 'content') return json(event.text);
  const { type, ...fields } = event;
  const [only, ...more] = Object.values(fields);
  if (only === undefined) return code(type);
  return `${code(type)} ${json(more.length === 0 ? only : fields)}`;
};

const deliveredWords = ({ text = '', events, end }: Expected): string => {
  if (events !== undefined)
    return list((end === 'done' ? events.slice(0, -1) : events).map(eventWords));
  return list((typeof text === 'string' ? [text] : text).filter((delta) => delta !== '').map(json));
};

const fieldWords = (name: string, value: unknown): string => {
  if (name === 'phase') return `phase ${code(String(value))}`;
  if (name === 'retryable') return value === true ? 'retryable' : 'not retryable';
  if (name === 'message') return json(value);
  if (name === 'causeCodes' && Array.isArray(value))
    return value.length === 0 ? 'no cause' : `cause ${value.map(code).join(', ')}`;
  if (name === 'attempts' && Array.isArray(value))
    return value.length === 0 ? 'no earlier attempt' : `${value.length} earlier attempts`;
  return `${code(name)} ${json(value)}`;
};

const errorWords = ({ name, kind, code: errorCode, phase, ...others }: ErrorReport): string => {
  const family = kind ?? /^Streaming(\w+)Error$/.exec(String(name))?.[1]?.toLowerCase() ?? name;
  const title = [family, errorCode].filter((word) => word !== undefined).map(String);
  const fields = phase === undefined ? others : { phase, ...others };
  const details = Object.entries(fields).map(([field, value]) => fieldWords(field, value));
  return title.map(code).join(' ') + (details.length === 0 ? '' : ` (${details.join(', ')})`);
};

const endWords = ({ end, posts = 1 }: Expected): string => {
  const words = end === 'done' ? code('done') : end === 'complete' ? 'completion' : errorWords(end);
  if (posts === 1) return words;
  return `${words}; ${posts === 0 ? 'no POST' : `${posts} POSTs`}`;
};

const inOrder = (delivered: string, end: string): string =>
  delivered === '' ? end : `${delivered}, then ${end}`;

/** The outcome of a row in words, made from what its tests expect. */
export const outcomeOf = ({ expected, inBrowser }: Row): string => {
  const delivered = deliveredWords(expected);
  const end = endWords(expected);
  const browser: Expected = { ...expected, ...inBrowser };
  const deliveredThere = deliveredWords(browser);
  const endThere = endWords(browser);
  const everywhere = inOrder(delivered, end);
  if (deliveredThere !== delivered) {
    return `${everywhere}. In a browser: ${inOrder(deliveredThere, endThere)}`;
  }
  // The same deliveries are not listed twice.
  return endThere === end ? everywhere : `${everywhere}. In a browser: ${endThere}`;
};

const commonStart = (lists: readonly (readonly string[])[]): number => {
  const [first = []] = lists;
  // Each title keeps a word of its own.
  const maximum = Math.min(...lists.map(({ length }) => length - 1));
  let count = 0;
  while (count < maximum && lists.every((list) => list[count] === first[count])) count++;
  return count;
};

const reversed = (list: readonly string[]): readonly string[] =>
  list.map((_, index) => list[list.length - 1 - index] ?? '');

/** Joins titles; words that all of them start or end with stand once. */
export const mergedTitles = (titles: readonly string[]): string => {
  const words = titles.map((title) => title.split(' '));
  const [first = []] = words;
  const end = commonStart(words.map(reversed));
  const shared = first.slice(0, commonStart(words.map((list) => list.slice(0, list.length - end))));
  // Without a common end, only a word with a colon or comma surely ends a phrase.
  const introduction = shared.map((word) => /^\w+[:,]$/.test(word)).lastIndexOf(true) + 1;
  const start = end > 0 ? shared.length : introduction;
  const own = words.map((list) => list.slice(start, list.length - end).join(' '));
  return [
    ...first.slice(0, start),
    own.join(start + end === 0 ? '; ' : ' / '),
    ...first.slice(first.length - end),
  ].join(' ');
};
