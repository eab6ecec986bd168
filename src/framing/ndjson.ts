import type { Framing, FramingOptions } from './framing.js';
import { utf8Decoder } from './utf8Decoder.js';

/**
 * Frames newline-delimited JSON, which Ollama sends: each line that is not blank is a message.
 *
 * @see https://github.com/ndjson/ndjson-spec
 */
export function ndjsonFraming({
  maxEventSize,
  tooLarge,
  undecodable,
  onMessage,
}: FramingOptions): Framing {
  const decode = utf8Decoder(() => {
    throw undecodable();
  });
  // Parts of the unfinished line, joined once when it ends.
  let parts: string[] = [];
  let size = 0;

  const add = (part: string): void => {
    size += part.length;
    if (size > maxEventSize) throw tooLarge();
    parts.push(part);
  };

  const takeLine = (): string => {
    const line = parts.join('').trim();
    parts = [];
    size = 0;
    return line;
  };

  return {
    push: (chunk) => {
      const text = decode(chunk);
      let start = 0;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
        add(text.slice(start, end));
        start = end + 1;
        const data = takeLine();
        if (data !== '') onMessage({ event: 'message', data });
      }
      add(text.slice(start));
    },
    end: () => {
      const data = takeLine();
      return data === '' ? undefined : { event: 'message', data };
    },
  };
}
