const bytesOf = (codeUnit: number): number => {
  if (codeUnit < 0x80) return 1;
  if (codeUnit < 0x800) return 2;
  // Either half of a surrogate pair stands for two of its four bytes, so that a pair may be cut.
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? 2 : 3;
};

/** The size of a chunk in bytes; text counts as UTF-8. */
export function byteLength(chunk: Uint8Array | string): number {
  if (typeof chunk !== 'string') return chunk.byteLength;
  let size = 0;
  for (let i = 0; i < chunk.length; i++) size += bytesOf(chunk.charCodeAt(i));
  return size;
}

/** The start of a chunk that fits into `room` bytes. */
export function takeBytes(chunk: Uint8Array | string, room: number): Uint8Array | string {
  if (typeof chunk !== 'string') return chunk.subarray(0, room);
  let end = 0;
  for (let size = 0; end < chunk.length; end++) {
    size += bytesOf(chunk.charCodeAt(end));
    if (size > room) break;
  }
  return chunk.slice(0, end);
}
