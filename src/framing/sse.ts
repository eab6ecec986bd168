import { createParser } from 'eventsource-parser';
import { giveDataTo } from './bareEvents.js';
import {
  eventTooLarge,
  type Framing,
  type FramingOptions,
  type SseMessage,
  utf8Decoder,
} from './message.js';

// The parser counts unfinished lines with their field name, so it gets this much more; the exact limit is checked here.
const FIELD_NAME_ALLOWANCE = 64;

/**
 * Frames Server-Sent Events as the standard says, in any pieces: CR, LF and CRLF, comments, a byte order mark, characters
 * cut inside.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function sseFraming({ maxEventSize, bareEvents, onMessage }: FramingOptions): Framing {
  const decode = utf8Decoder();
  const withData = giveDataTo(bareEvents);
  let deliver = onMessage;

  const parser = createParser({
    maxBufferSize: maxEventSize + FIELD_NAME_ALLOWANCE,
    onEvent: ({ event = 'message', data, id }) => {
      if (data.length + event.length + (id?.length ?? 0) > maxEventSize) {
        throw eventTooLarge(maxEventSize);
      }
      deliver(id === undefined ? { event, data } : { event, data, id });
    },
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') throw eventTooLarge(maxEventSize);
    },
  });

  return {
    push: (chunk) => parser.feed(withData(decode(chunk))),
    end: () => {
      let broken: SseMessage | undefined;
      deliver = (message) => {
        broken = message;
      };
      // Ends the unfinished line and its block. Bytes of an unfinished character are never part of a whole message.
      parser.feed(withData('\n\n'));
      return broken;
    },
  };
}
