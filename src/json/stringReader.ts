/** Reads a JSON string from the texts that it was cut into. */
export interface StringReader {
  /** Starts with an empty string, after its opening quote. */
  readonly start: () => void;
  /** Reads on at `from`. Returns where it ended, which is after the closing quote if it is over. */
  readonly read: (text: string, from: number) => number;
  /** What has been read, without a part of an escape or of a surrogate pair. */
  readonly text: () => string;
  /** Whether the string goes on, is over, or has something at the end that no string may have. */
  readonly state: () => 'open' | 'over' | 'broken';
}

const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

const isHighSurrogate = (code: number): boolean => (code & 0xfc00) === 0xd800;

/** Makes a {@link StringReader}. It reads each character once, and copies none. */
export function stringReader(): StringReader {
  let text = '';
  // A high surrogate at the end, which may be the first half of a pair.
  let half = '';
  // The beginning of an escape, with its backslash.
  let escape = '';
  let state: 'open' | 'over' | 'broken' = 'open';

  const append = (more: string): void => {
    const whole = half + more;
    half = isHighSurrogate(whole.charCodeAt(whole.length - 1)) ? whole.slice(-1) : '';
    text += half === '' ? whole : whole.slice(0, -1);
  };

  /** Takes the next character of an escape. */
  const readEscape = (character: string): void => {
    escape += character;
    const plain = escape.length === 2 ? escapes.get(character) : undefined;
    if (plain !== undefined) {
      append(plain);
      escape = '';
    } else if (!/^\\u[\da-fA-F]{0,4}$/.test(escape)) {
      state = 'broken';
    } else if (escape.length === 6) {
      append(String.fromCharCode(Number.parseInt(escape.slice(2), 16)));
      escape = '';
    }
  };

  return {
    start: () => {
      text = '';
      half = '';
      escape = '';
      state = 'open';
    },
    read: (input, from) => {
      let at = from;
      while (at < input.length && state === 'open') {
        if (escape !== '') {
          readEscape(input.charAt(at));
          if (state === 'open') at++;
          continue;
        }
        const start = at;
        let code = SPACE;
        for (; at < input.length; at++) {
          code = input.charCodeAt(at);
          if (code === QUOTE || code === BACKSLASH || code < SPACE) break;
        }
        if (at > start) append(input.slice(start, at));
        if (at === input.length) break;
        if (code < SPACE) {
          state = 'broken';
          break;
        }
        if (code === QUOTE) state = 'over';
        else escape = '\\';
        at++;
      }
      return at;
    },
    text: () => (state === 'over' ? text + half : text),
    state: () => state,
  };
}
