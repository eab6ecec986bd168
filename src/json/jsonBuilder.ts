import { add, begin, type Draft, end } from './draft.js';
import type { ElementList } from './elementList.js';
import { MAX_DEPTH } from './isDeeper.js';
import { scalarReader } from './scalarReader.js';
import { stringReader } from './stringReader.js';

/** Builds the value of a JSON object or array from its text. */
export interface JsonBuilder {
  /** Starts again in a document without a value, at an opening bracket. */
  readonly start: (document: Draft) => void;
  /**
   * Reads on at `from`. Returns where it stopped: at the end of the text, after the end of the
   * value, or at a character that no JSON has in this place.
   */
  readonly read: (text: string, from: number) => number;
  readonly state: () => 'open' | 'whole' | 'broken' | 'tooDeep';
  /** The value so far. */
  readonly draft: () => Draft;
  /** The object or array after which the text broke, if only opening brackets precede it. */
  readonly bracketed: () => object | undefined;
}

/**
 * What the next character belongs to. With `first`, the container may also end; `after` is after a
 * value.
 */
type State = Over | 'firstKey' | 'key' | 'colon' | 'firstValue' | 'value' | 'after' | Token;
type Token = 'string' | 'scalar';
type Over = 'whole' | 'broken' | 'tooDeep';

const isOver = (state: State): state is Over =>
  state === 'whole' || state === 'broken' || state === 'tooDeep';

const isSpace = (character: string): boolean =>
  character === ' ' || character === '\n' || character === '\r' || character === '\t';

/** Makes a {@link JsonBuilder}, which shows its arrays to `elements`. */
export function jsonBuilder(start: Draft, elements: ElementList): JsonBuilder {
  let state: State = 'value';
  // The innermost open container, or the document.
  let top = start;
  // The open string as it was last shown, if it is a value.
  let shown: Draft | undefined;
  // The last key.
  let key = '';
  let isKey = false;
  // Whether the text broke after a value; in an object, also where a key must be.
  let isAfterValue = false;
  const string = stringReader();
  const scalar = scalarReader();

  const isScalar = (): boolean => state === 'scalar';

  /** Takes the container to which a value has been added. */
  const goOn = (container: Draft): void => {
    top = container;
    elements.add(top);
    state = top.depth === 0 ? 'whole' : 'after';
  };

  const open = (type: 'object' | 'array'): void => {
    state = type === 'array' ? 'firstValue' : 'firstKey';
    if (top.depth === MAX_DEPTH) state = 'tooDeep';
    else elements.begin((top = begin(top, type, key)));
  };

  const startString = (): void => {
    isKey = state === 'firstKey' || state === 'key';
    string.start();
    state = 'string';
  };

  const endToken = (): void => {
    if (state === 'scalar') return goOn(add(top, key, scalar.value()));
    const text = string.text();
    if (isKey) {
      key = text;
      state = 'colon';
    } else {
      goOn(shown?.size === text.length ? end(shown) : add(top, key, text));
      shown = undefined;
    }
  };

  const readValue = (character: string): boolean => {
    if (character === '"') startString();
    else if (character === '{') open('object');
    else if (character === '[') open('array');
    else if (scalar.start(character)) state = 'scalar';
    else return false;
    return true;
  };

  /** Takes a character between values and keys. Returns whether JSON may have it there. */
  const readPoint = (character: string): boolean => {
    const isArray = top.type === 'array';
    if (state === 'colon') {
      state = 'value';
      return character === ':';
    }
    if (state === 'value' || (state === 'firstValue' && character !== ']')) {
      return readValue(character);
    }
    if (state === 'after' && character === ',') {
      state = isArray ? 'value' : 'key';
    } else if (state !== 'after' && character === '"') {
      startString();
    } else if (state !== 'key' && character === (isArray ? ']' : '}')) {
      goOn(end(top));
    } else {
      isAfterValue = true;
      return false;
    }
    return true;
  };

  return {
    start: (document) => {
      top = document;
      shown = undefined;
      isAfterValue = false;
      state = 'value';
    },
    read: (text, from) => {
      let at = from;
      while (at < text.length && !isOver(state)) {
        if (state === 'string' || state === 'scalar') {
          const isString = state === 'string';
          at = isString ? string.read(text, at) : scalar.read(text, at);
          const token = isString ? string.state() : scalar.state();
          if (token === 'over') endToken();
          else if (token === 'broken') state = 'broken';
        } else {
          const character = text.charAt(at);
          if (!isSpace(character) && !readPoint(character)) state = 'broken';
          // A scalar reads its first character itself.
          else if (!isScalar()) at++;
        }
      }
      return at;
    },
    state: () => (isOver(state) ? state : 'open'),
    draft: () => {
      if (state !== 'string' || isKey) return top;
      const text = string.text();
      if (shown?.size !== text.length) shown = begin(top, 'string', key, text);
      return shown;
    },
    bracketed: () => {
      const [value] = top.content;
      let outer = top.parent;
      while (outer?.type === 'array' && outer.size === 0) outer = outer.parent;
      const isAlone = isAfterValue && top.type === 'array' && top.size === 1 && outer === undefined;
      return isAlone && typeof value === 'object' && value !== null ? value : undefined;
    },
  };
}
