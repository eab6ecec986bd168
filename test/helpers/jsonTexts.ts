import fc from 'fast-check';
import { parseJson } from '../../src/json/json.js';

// The first half of a surrogate pair at the end of a string, as a character or as an escape.
const half = /(?:[\ud800-\udbff]|(?<=(?:^|[^\\])(?:\\\\)*)\\u[dD][89abAB][\da-fA-F]{2})$/;

/** The value of a text whose open string and containers are closed; `undefined` if it is no JSON. */
const closed = (text: string): unknown => {
  const brackets: string[] = [];
  let isInside = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isInside && character === '\\') at++;
    else if (character === '"') isInside = !isInside;
    else if (isInside) continue;
    else if (character === '{') brackets.unshift('}');
    else if (character === '[') brackets.unshift(']');
    else if (character === '}' || character === ']') brackets.shift();
  }
  const end = brackets.join('');
  return isInside ? parseJson(`${text.replace(half, '')}"${end}`) : parseJson(text + end);
};

/** Whether a beginning of a JSON text ends inside of a string. */
const isInString = (prefix: string): boolean =>
  prefix.replace(/\\[^]/g, '').split('"').length % 2 === 0;

/**
 * The value of the beginning of a JSON text, in the plainest way: that of the longest part of it
 * that is JSON once its string and its containers are closed. A number that ends it is not whole.
 */
export function completed(prefix: string): unknown {
  const whole = isInString(prefix) ? prefix : prefix.replace(/-?(?:\d[-+.\deE]*)?$/, '');
  for (let end = whole.length; end > 0; end--) {
    const value = closed(whole.slice(0, end));
    if (value !== undefined) return value;
  }
  return undefined;
}

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('__proto__', 'constructor', 'a', 'b', '\u{1f600}', '\ud83d', 'x', '"[{\\', '0'),
);
const spaces = fc.constantFrom('', '', '', ' ', '\n\t', '\r\n');
const between = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(spaces, text, spaces).map((all) => all.join(''));

const escapes = (text: string, isEscaped: readonly boolean[]): string =>
  Array.from({ length: text.length }, (_, at) => {
    const code = text.charCodeAt(at).toString(16).padStart(4, '0');
    const plain = JSON.stringify(text.charAt(at)).slice(1, -1);
    // `stringify` writes half a pair as an escape.
    return isEscaped[at % isEscaped.length] ? `\\u${code}` : plain.replace(/^\\ud.*/, text[at]!);
  }).join('');

const strings = fc
  .tuple(texts, fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }))
  .map(([text, isEscaped]) => `"${escapes(text, isEscaped)}"`);

const scalars = fc.oneof(
  strings,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(JSON.stringify),
  fc.constantFrom('-0', '0', '1e400', '-1.5E+3', '12e-2', 'true', 'false', 'null', '"\\/\\b\\f"'),
);

/** JSON texts of objects and arrays, written in all ways that JSON allows; keys may come twice. */
export const jsonTexts: fc.Arbitrary<string> = fc.letrec<{ value: string; container: string }>(
  (tie) => ({
    value: between(fc.oneof({ depthSize: 'small' }, scalars, tie('container'))),
    container: fc.oneof(
      fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
      fc
        .array(fc.tuple(between(strings), tie('value')), { maxLength: 4 })
        .map((fields) => `{${fields.map((field) => field.join(':')).join(',')}}`),
      spaces.map((space) => `[${space}]`),
    ),
  }),
).container;

/** Cuts a text into deltas of these lengths, over and over; the last may be shorter. */
export const cutText = (text: string, lengths: readonly number[]): readonly string[] => {
  const deltas: string[] = [];
  for (let at = 0; at < text.length; at += lengths[(deltas.length - 1) % lengths.length]!) {
    deltas.push(text.slice(at, at + lengths[deltas.length % lengths.length]!));
  }
  return deltas;
};

/** Lengths of deltas. */
export const cuts: fc.Arbitrary<readonly number[]> = fc.array(fc.integer({ min: 1, max: 9 }), {
  minLength: 1,
  maxLength: 6,
});
