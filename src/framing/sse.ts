import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { strayJson } from './strayJson.js';
import { lostLines } from './lostLines.js';
import type { Framing, FramingOptions, SseMessage } from './framing.js';
import { utf8Decoder } from './utf8Decoder.js';

// The parser counts an unfinished line together with its field name, such as `data: `, so its own
// limit is higher by this many characters. `onEvent` below checks the exact limit.
const FIELD_NAME_ALLOWANCE = 64;
const BOM = '\uFEFF';

/**
 * Gives a message without a name the standard's name for it. Changes the object in place, which is
 * safe because the parser makes each one only for us.
 */
function nameIt(
  message: EventSourceMessage,
): asserts message is EventSourceMessage & { readonly event: string } {
  message.event ??= 'message';
}

/**
 * Frames Server-Sent Events as the HTML standard says, however the bytes are cut: line ends CR, LF
 * and CRLF, comments, a byte order mark, and characters whose bytes are in two chunks.
 *
 * Gemini reports some errors as a JSON object after the last event, outside of any event: `end()`
 * returns such an object as an unfinished message. llama.cpp reports some as a field `error`, which
 * becomes an `error` event.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function sseFraming({
  maxEventSize,
  tooLarge,
  undecodable,
  bareEvents,
  onMessage,
}: FramingOptions): Framing {
  const decode = utf8Decoder(() => {
    throw undecodable();
  });
  const lines = lostLines(bareEvents);
  const bare = strayJson(maxEventSize);
  let isStart = true;
  let deliver = onMessage;
  let hasEvent = false;
  // Characters since the last event, and perhaps some before it. The parser buffers no more than
  // these, so `isOver` is asked only when they exceed the limit.
  let sinceEvent = 0;

  const parser = createParser({
    maxBufferSize: maxEventSize + FIELD_NAME_ALLOWANCE,
    onEvent: (message) => {
      const { event, data, id } = message;
      const over = data.length + (event?.length ?? 0) + (id?.length ?? 0) - maxEventSize;
      // `lostLines` adds one line end to the data of a bare event.
      if (over > 1 || (over === 1 && !bareEvents.includes(event ?? ''))) throw tooLarge();
      hasEvent = true;
      nameIt(message);
      deliver(message);
    },
    // No `onError`: the parser would make an Error for each unknown field, of which a body may be
    // full.
  });
  // Without `onError`, only the next `feed` shows that the limit was exceeded: it throws.
  const isOver = (): boolean => {
    try {
      parser.feed('');
      return false;
    } catch {
      return true;
    }
  };

  /** Changes the first text. A byte order mark is not part of its first line. */
  const changeFirst = (text: string): string => {
    isStart = text === '';
    return text.startsWith(BOM) ? BOM + lines.push(text.slice(1)) : lines.push(text);
  };

  return {
    push: (chunk) => {
      const text = decode(chunk);
      const changed = isStart ? changeFirst(text) : lines.push(text);
      hasEvent = false;
      parser.feed(changed);
      bare.push(changed, hasEvent);
      sinceEvent = hasEvent ? text.length : sinceEvent + text.length;
      if (sinceEvent > maxEventSize && isOver()) throw tooLarge();
    },
    end: () => {
      let broken: SseMessage | undefined;
      deliver = (message) => {
        broken = message;
      };
      parser.feed(lines.end());
      const json = bare.end();
      return broken ?? (json === '' ? undefined : { event: 'message', data: json });
    },
  };
}
