const bytesOf = (codeUnit: number): number => {
  if (codeUnit < 0x80) return 1;
  if (codeUnit < 0x800) return 2;
  // Either half of a surrogate pair stands for two of its four bytes, so that a pair may be cut.
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? 2 : 3;
};

/** The size of a chunk in bytes, where text counts as UTF-8, and its start of `room` bytes. */
export function measure(
  chunk: Uint8Array | string,
  room = Infinity,
): { readonly size: number; readonly fitting: Uint8Array | string } {
  if (typeof chunk !== 'string') {
    const { length } = chunk;
    return { size: length, fitting: length > room ? chunk.subarray(0, Math.max(0, room)) : chunk };
  }
  let size = 0;
  let end = 0;
  for (let at = 0; at < chunk.length; at++) {
    size += bytesOf(chunk.charCodeAt(at));
    if (size <= room) end = at + 1;
  }
  return { size, fitting: chunk.slice(0, end) };
}
