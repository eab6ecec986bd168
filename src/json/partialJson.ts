import { bracketInString } from './bracketInString.js';
import { add, type Draft, emptyDraft } from './draft.js';
import { elementList } from './elementList.js';
import { jsonBuilder } from './jsonBuilder.js';

/** Finds and reads the first whole JSON object or array in a text that comes in deltas. */
export interface PartialJson {
  readonly push: (delta: string) => void;
  /** The value so far; `undefined` before it begins. */
  readonly draft: () => Draft | undefined;
  /**
   * Whether the text has a value: `none` yet, one that is `open` or `whole`, or one that is nested
   * `tooDeep`. `broken` is an array whose text is no JSON after elements of it have been given out.
   */
  readonly state: () => 'none' | 'open' | 'whole' | 'tooDeep' | 'broken';
  /** The finished elements of the array at the path since the last call. */
  readonly takeElements: () => readonly unknown[];
}

// How much of a text may turn out to be no JSON and yet have the beginning of JSON in a string.
const MAX_FALSE_START = 4096;

const bracket = /[[{]/g;

/** Where the next opening bracket is; the end of the text if there is none. */
const nextBracket = (text: string, from: number): number => {
  bracket.lastIndex = from;
  return bracket.exec(text)?.index ?? text.length;
};

/**
 * Makes a {@link PartialJson}. Ignores the text before the value and after it.
 *
 * A bracket may also be prose, as in `[see note]`. What begins there ends at the first character
 * that no JSON has, and the search goes on at that character. Only quotes hide brackets from this
 * search, as in `["] {"a":1}`. So a bracket that was in a string is tried next, and then the text
 * from there on is read again: once, since what has been read twice is not searched for brackets in
 * strings any more.
 *
 * @param path keys of the array whose elements are listed
 */
export function partialJson(path?: readonly string[]): PartialJson {
  const nothing = emptyDraft();
  const elements = elementList(path);
  const builder = jsonBuilder(nothing, elements);
  let state: 'none' | 'open' | 'whole' | 'tooDeep' | 'broken' = 'none';
  let draft: Draft | undefined;
  // How many characters came before this delta.
  let length = 0;
  // Where the value begins, and its text before this delta, until that is long.
  let start = 0;
  let json: string | undefined;
  // Up to where text has been read twice.
  let readTwice = 0;

  /** Goes on at `end`, the place of a character that no JSON has where the value had come to. */
  const giveUp = (end: number, text: string): void => {
    const only = builder.bracketed();
    draft = undefined;
    state = 'none';
    if (elements.hasAny()) {
      state = 'broken';
    } else if (only !== undefined) {
      draft = add(nothing, '', only);
      state = 'whole';
    } else if (end - start <= MAX_FALSE_START) {
      const at = bracketInString(text, readTwice - start);
      if (at === -1) return;
      readTwice = end;
      read(text.slice(at), start + at);
    }
  };

  /** Reads a text that begins at a place of the whole text. */
  const read = (text: string, place: number): void => {
    let at = 0;
    // Where the text of the value begins or goes on.
    let from = 0;
    while (at < text.length && (state === 'none' || state === 'open')) {
      if (state === 'none') {
        at = nextBracket(text, at);
        if (at === text.length) return;
        from = at;
        start = place + at;
        json = '';
        state = 'open';
        builder.start(nothing);
      }
      at = builder.read(text, at);
      const result = builder.state();
      if (result === 'broken') {
        giveUp(place + at, (json ?? '') + text.slice(from, at));
        from = at;
      } else {
        state = result;
        draft = builder.draft();
      }
    }
    if (state !== 'open' || json === undefined) return;
    json = json.length > MAX_FALSE_START ? undefined : json + text.slice(from);
  };

  return {
    push: (delta) => {
      read(delta, length);
      length += delta.length;
    },
    draft: () => draft,
    state: () => state,
    takeElements: elements.take,
  };
}
