const STREAMING = { stream: true };

/** Decodes ASCII where the platform has no `TextDecoder`, as in jsdom. */
const asciiDecoder =
  (instead: () => string) =>
  (chunk: Uint8Array | string): string =>
    typeof chunk === 'string'
      ? chunk
      : Array.from(chunk, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : instead())).join('');

/**
 * Makes a streaming UTF-8 decoder. It keeps a byte order mark, which the framing has to handle.
 *
 * Decoding without `{ stream: true }` is about 10× faster for ASCII on Node 20. It is safe when
 * neither the previous chunk nor this one can end inside a character.
 *
 * @param instead returns or throws what stands for a byte that cannot be decoded, because the
 *   platform has no `TextDecoder`
 */
export const utf8Decoder = (
  instead: () => string = () => '\uFFFD',
): ((chunk: Uint8Array | string) => string) => {
  if (typeof globalThis.TextDecoder !== 'function') return asciiDecoder(instead);
  const complete = new TextDecoder('utf-8', { ignoreBOM: true });
  const streaming = new TextDecoder('utf-8', { ignoreBOM: true });
  // Whether the previous chunk was ASCII, so that no character is unfinished.
  let wasAscii = true;

  return (chunk) => {
    if (typeof chunk === 'string') return chunk;
    const size = chunk.length;
    if (size === 0) return '';
    const endsInAscii = chunk[size - 1]! < 0x80;
    const text =
      wasAscii && endsInAscii ? complete.decode(chunk) : streaming.decode(chunk, STREAMING);
    // Every other character has more bytes than code units.
    wasAscii = endsInAscii && text.length === size;
    return text;
  };
};
