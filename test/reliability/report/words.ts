import type { StreamEvent } from '../../../src/index.js';
import type { ErrorReport, Expected, Row } from '../row.js';

const invisible = /[\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g;
const shown = (text: string): string =>
  text.replace(invisible, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Plain words, of which Markdown makes nothing. */
export const plain = (text: string): string => shown(text).replace(/[\\`*_<>&|[\]]/g, '\\$&');

/** Code in a cell of a table. */
export const code = (text: string): string => {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${shown(text).replace(/\|/g, '\\|')}${fence}`;
};

const longest = 60;
const json = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length <= longest
    ? code(text)
    : `${code(`${text.slice(0, longest / 2)}…`)} (${text.length} characters)`;
};

const mostPieces = 4;
const list = (words: readonly string[]): string =>
  words.length <= mostPieces
    ? words.join(', ')
    : `${words.slice(0, mostPieces - 1).join(', ')}, … (${words.length} in all)`;

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
  return list((typeof text === 'string' ? [text] : text).filter((piece) => piece !== '').map(json));
};

const fieldWords = (name: string, value: unknown): string => {
  if (name === 'phase') return `phase ${code(String(value))}`;
  if (name === 'retryable') return value === true ? 'retryable' : 'not retryable';
  if (name === 'message') return json(value);
  if (name === 'causeCodes' && Array.isArray(value))
    return value.length === 0 ? 'no cause' : `cause ${value.map(code).join(', ')}`;
  if (name === 'attempts' && Array.isArray(value))
    return value.length === 0 ? 'no other attempt' : `${value.length} attempts before`;
  return `${code(name)} ${json(value)}`;
};

const errorWords = ({ name, kind, code: errorCode, phase, ...others }: ErrorReport): string => {
  const family = kind ?? /^Streaming(\w+)Error$/.exec(String(name))?.[1]?.toLowerCase() ?? name;
  const title = [family, errorCode].filter((word) => word !== undefined).map(String);
  const fields = phase === undefined ? others : { phase, ...others };
  const details = Object.entries(fields).map(([field, value]) => fieldWords(field, value));
  return title.map(code).join(' ') + (details.length === 0 ? '' : ` (${details.join(', ')})`);
};

const endWords = ({ end }: Expected): string => {
  if (end === 'done') return code('done');
  if (end === 'complete') return `completion, no ${code('done')}`;
  return errorWords(end);
};

const postWords = ({ posts = 1 }: Expected): string => {
  if (posts === 1) return '';
  return posts === 0 ? '; no POST' : `; ${posts} POSTs`;
};

const expectedWords = (expected: Expected, delivered: string): string =>
  endWords(expected) + (delivered === '' ? '' : ` after ${delivered}`) + postWords(expected);

/** What comes of a row, made of what its tests expect. */
export const outcomeOf = ({ expected, inBrowser }: Row): string => {
  const delivered = deliveredWords(expected);
  const everywhere = expectedWords(expected, delivered);
  const browser: Expected = { ...expected, ...inBrowser };
  const differing = deliveredWords(browser);
  const differs = expectedWords(browser, differing);
  if (differs === everywhere) return everywhere;
  // What is delivered in both need not be said twice.
  const short = differing === delivered ? expectedWords(browser, '') : differs;
  return `${everywhere}. In a browser: ${short}`;
};

/** Several titles in one, what they begin and end with said once. */
export const mergedTitles = (titles: readonly string[]): string => {
  const words = titles.map((title) => title.split(' '));
  const [first = []] = words;
  // Each keeps a word of its own.
  const most = Math.min(...words.map(({ length }) => length)) - 1;
  const common = (
    at: (title: readonly string[], index: number) => string | undefined,
    max: number,
  ) => {
    let count = 0;
    while (count < max && words.every((title) => at(title, count) === at(first, count))) count++;
    return count;
  };
  const start = common((title, index) => title[index], most);
  const end = common((title, index) => title.at(-1 - index), most - start);
  const own = words.map((title) => title.slice(start, title.length - end).join(' '));
  return [
    ...first.slice(0, start),
    own.join(start + end === 0 ? '; ' : ' / '),
    ...first.slice(first.length - end),
  ].join(' ');
};
