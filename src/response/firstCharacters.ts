// White space, and the bytes of a byte order mark.
const blankBytes: ReadonlySet<number> = /*#__PURE__*/ new Set([
  0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xef, 0xbb, 0xbf,
]);

/**
 * The first three characters of a chunk after white space and a byte order mark, or fewer if it has
 * fewer. Exact for ASCII.
 */
export function firstCharacters(chunk: Uint8Array | string): string {
  if (typeof chunk === 'string') return chunk.trimStart().slice(0, 3);
  const start = chunk.findIndex((byte) => !blankBytes.has(byte));
  return start === -1 ? '' : String.fromCharCode(...chunk.subarray(start, start + 3));
}
