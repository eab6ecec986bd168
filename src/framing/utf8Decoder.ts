const STREAMING = { stream: true };

/**
 * Makes a streaming UTF-8 decoder that keeps the byte order mark, for whoever has to deal with it.
 *
 * Platforms decode plain ASCII many times faster when they are not told that more will come. So a piece behind a plain one, which
 * leaves no character open, is decoded on its own, unless its own end is open.
 */
export const utf8Decoder = (): ((chunk: Uint8Array | string) => string) => {
  const whole = new TextDecoder('utf-8', { ignoreBOM: true });
  const streaming = new TextDecoder('utf-8', { ignoreBOM: true });
  let isPlain = true;

  return (chunk) => {
    if (typeof chunk === 'string') return chunk;
    const size = chunk.length;
    if (size === 0) return '';
    const isClosed = chunk[size - 1]! < 0x80;
    const text = isPlain && isClosed ? whole.decode(chunk) : streaming.decode(chunk, STREAMING);
    // Any other character has more bytes than text.
    isPlain = isClosed && text.length === size;
    return text;
  };
};
