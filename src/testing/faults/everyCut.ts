import { assertOptions } from '../../validation.js';

function* cuts(
  bytes: Uint8Array,
  pieces: number,
  from = 0,
  before: readonly Uint8Array[] = [],
): Iterable<readonly Uint8Array[]> {
  if (pieces === 1) return yield [...before, bytes.subarray(from)];
  for (let end = from + 1; end <= bytes.length - pieces + 1; end++) {
    yield* cuts(bytes, pieces - 1, end, [...before, bytes.subarray(from, end)]);
  }
}

/**
 * Cuts a body in every place: the chunks of a network may end anywhere, also inside of a character.
 * No piece is empty. What is too short to be cut comes whole.
 *
 * @param body bytes, or text, which becomes UTF-8
 * @param pieces into how many pieces it is cut. Of a body of 1000 bytes there are 999 cuts into 2
 *   pieces, and 498 501 into 3. @defaultValue `2`
 * @returns each cut, as it is asked for. The pieces share the memory of the body
 * @throws TypeError for another number of pieces
 *
 * @example
 * ```ts
 * import { everyCut } from 'rxjs-chat-stream/testing';
 *
 * Array.from(everyCut('abc'), (pieces) => pieces.map((piece) => piece.length));
 * // => [[1, 2], [2, 1]]
 * ```
 */
export function everyCut(
  body: Uint8Array | string,
  pieces: 2 | 3 = 2,
): Iterable<readonly Uint8Array[]> {
  const isCount = { is: (value: unknown) => value === 2 || value === 3, words: '2 or 3' };
  assertOptions('everyCut', { pieces }, { pieces: isCount });
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return {
    [Symbol.iterator]: function* () {
      if (bytes.length < pieces) yield [bytes];
      else yield* cuts(bytes, pieces);
    },
  };
}
