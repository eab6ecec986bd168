/** Reads a JSON number, boolean or `null` from the texts that it was cut into. */
export interface ScalarReader {
  /** Starts with the first character of the value. Returns whether one may begin like that. */
  readonly start: (character: string) => boolean;
  /** Reads on at `from`, which is the first character at first. Returns where it stopped. */
  readonly read: (text: string, from: number) => number;
  /** Whether it goes on, is over, or is none. A number is over at the character after it. */
  readonly state: () => 'open' | 'over' | 'broken';
  readonly value: () => number | boolean | null;
}

const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

const words: ReadonlyMap<string, readonly [word: string, value: boolean | null]> = new Map([
  ['t', ['true', true]],
  ['f', ['false', false]],
  ['n', ['null', null]],
]);

/** Makes a {@link ScalarReader}. */
export function scalarReader(): ScalarReader {
  // What has been read of it, and what it must be if it is no number.
  let text = '';
  let word = '';
  let value: number | boolean | null = null;
  let state: 'open' | 'over' | 'broken' = 'open';

  const readWord = (input: string, from: number): number => {
    let at = from;
    while (at < input.length && text.length < word.length && input[at] === word[text.length]) {
      text += input.charAt(at++);
    }
    if (text === word) state = 'over';
    else if (at < input.length) state = 'broken';
    return at;
  };

  const readNumber = (input: string, from: number): number => {
    let at = from;
    while (at < input.length && /[-+.\deE]/.test(input.charAt(at))) at++;
    text += input.slice(from, at);
    if (at < input.length) {
      state = numberPattern.test(text) ? 'over' : 'broken';
      value = Number(text);
    }
    return at;
  };

  return {
    start: (character) => {
      text = '';
      state = 'open';
      const known = words.get(character);
      [word, value] = known ?? ['', null];
      return known !== undefined || /[-\d]/.test(character);
    },
    read: (input, from) => (word === '' ? readNumber(input, from) : readWord(input, from)),
    state: () => state,
    value: () => value,
  };
}
