import { writings } from './writings.js';

/** What no error may have. */
export interface Secrets {
  /** Tokens, and values of headers that grant access. Each of their parts is secret too. */
  readonly credentials: readonly unknown[];
  /** Prompts. Each is secret as a whole, and as far as a text quotes its beginning. */
  readonly prompts: readonly unknown[];
}

/** Marks the characters of a text from `start` to before `end`. */
type Mark = (start: number, end: number) => void;

/** The number of characters of a text that are searched. */
export const MAX_SEARCHED = 2010;
// Shorter texts are not secrets, and occur in ordinary words.
const MIN_SECRET = 6;
// The shortest part of a credential that is hidden.
const MIN_RUN = 12;
// The shortest beginning of a secret that is hidden: at the end of a text, which may be cut off
// there, and anywhere.
const MIN_CUT = 10;
const MIN_QUOTE = 32;
// As much of a secret is looked at. Servers refuse longer headers, and of a prompt a text has room
// for less.
const MAX_SECRET = 16 * 1024;
const MAX_PROMPT = 4 * MAX_SEARCHED;
// The first word of `Bearer a-token`. It is part of no run: another word may end like it.
const SCHEME = /^[a-z-]+\s+(?=\S+$)/i;
// As many characters of a prompt make the first `MIN_CUT` of any writing, without half of a pair.
const PROBE = MIN_CUT + 1;

const isText = (secret: unknown): secret is string =>
  typeof secret === 'string' && secret.length >= MIN_SECRET;

/** Puts a text on one line, as texts and secrets are compared: servers change white space. */
export const oneLine = (text: string): string =>
  // Control characters could break the line of a log, or control a terminal.
  text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

/** A text without white space and case. */
const dense = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, '').toLowerCase();

const add = <K, V>(lists: Map<K, V[]>, key: K, value: V): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
};

/** Finds each run of characters that one of the dense `secrets` has, in any white space. */
const findRuns = (text: string, secrets: Iterable<string>, mark: Mark): void => {
  let searched = '';
  // The places of its characters in the text.
  const places: number[] = [];
  for (let place = 0; place < text.length; place++) {
    for (const character of dense(text.charAt(place))) {
      searched += character;
      places.push(place);
    }
  }
  const starts = new Map<string, number[]>();
  for (let start = 0; start + MIN_RUN <= searched.length; start++) {
    const run = searched.slice(start, start + MIN_RUN);
    add(starts, run, start);
  }
  for (const secret of secrets) {
    for (let at = 0; at + MIN_RUN <= secret.length && starts.size > 0; at++) {
      const run = secret.slice(at, at + MIN_RUN);
      for (const start of starts.get(run) ?? []) {
        const first = places[start] ?? 0;
        mark(first, (places[start + MIN_RUN - 1] ?? first) + 1);
      }
      // Found once is found: a text may have the same run at each of its places.
      starts.delete(run);
    }
  }
};

/** Finds a secret, or its beginning where that is long or ends the text. */
const findBeginnings = (text: string, secret: string, mark: Mark): void => {
  const head = secret.slice(0, MIN_CUT);
  let start = text.indexOf(head);
  while (start !== -1) {
    let end = start + head.length;
    while (end < text.length && text[end] === secret[end - start]) end++;
    const length = end - start;
    const isFound = length === secret.length || length >= MIN_QUOTE || end === text.length;
    if (isFound) mark(start, end);
    start = text.indexOf(head, isFound ? end : start + 1);
  }
};

/** Makes a function that marks what is secret in a text. */
export function secretFinder(secrets: Secrets): (text: string, mark: Mark) => void {
  const written = [...new Set(secrets.credentials)]
    .filter(isText)
    .flatMap((credential) => writings.map((write) => write(credential.slice(0, MAX_SECRET))));
  const wholes = new Set(written.map(oneLine).filter(isText));
  const runs = new Set(written.map((each) => dense(each.replace(SCHEME, ''))));

  // By four letters near the start, which no writing changes, or none. So the cost grows neither
  // with the length of the prompts nor, but for a look at their start, with their number.
  const prompts = new Map<string, string[]>();
  for (const prompt of secrets.prompts) {
    if (!isText(prompt)) continue;
    const known = prompt.trimStart().slice(0, MAX_PROMPT);
    add(prompts, /^[^]{0,6}?([a-z\d]{4})/i.exec(known)?.[1] ?? '', known);
  }

  const findPrompt = (text: string, prompt: string, mark: Mark): void => {
    const start = prompt.slice(0, PROBE).replace(/[\ud800-\udbff]$/, '');
    for (const write of writings) {
      if (!text.includes(oneLine(write(start)).slice(0, MIN_CUT))) continue;
      const whole = oneLine(write(prompt));
      if (isText(whole)) findBeginnings(text, whole, mark);
    }
  };

  return (text, mark) => {
    findRuns(text, runs, mark);
    for (const whole of wholes) findBeginnings(text, whole, mark);
    for (const [letters, list] of prompts) {
      if (text.includes(letters)) for (const prompt of list) findPrompt(text, prompt, mark);
    }
  };
}
