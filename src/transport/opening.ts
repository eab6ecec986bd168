const isBlankByte = (byte: number): boolean =>
  byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byteOrderMark.includes(byte);
const byteOrderMark: readonly number[] = [0xef, 0xbb, 0xbf];

/** The first character of a piece of the body that is no white space or byte order mark, if there is one; exact for ASCII. */
export function firstSign(chunk: Uint8Array | string): string | undefined {
  if (typeof chunk === 'string') return /\S/.exec(chunk)?.[0];
  const byte = chunk.find((candidate) => !isBlankByte(candidate));
  return byte === undefined ? undefined : String.fromCharCode(byte);
}
