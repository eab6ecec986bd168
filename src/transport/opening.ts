// White space, and the bytes of a byte order mark.
const blankBytes: ReadonlySet<number> = /*#__PURE__*/ new Set([
  0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xef, 0xbb, 0xbf,
]);

/** The first character of a piece of the body that is no white space or byte order mark, if there is one; exact for ASCII. */
export function firstSign(chunk: Uint8Array | string): string | undefined {
  if (typeof chunk === 'string') return /\S/.exec(chunk)?.[0];
  const byte = chunk.find((candidate) => !blankBytes.has(candidate));
  return byte === undefined ? undefined : String.fromCharCode(byte);
}
