import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { withData } from './withData.js';
import { strayJson } from './strayJson.js';
import type { Framing, FramingOptions, SseMessage } from './framing.js';
import { utf8Decoder } from './utf8Decoder.js';

// The parser counts unfinished lines with their field name, so it gets this much more; the exact limit is checked here.
const FIELD_NAME_ALLOWANCE = 64;

/** Gives a message without a name the one that it has by the standard; in place, since the parser makes each for us alone. */
function nameIt(
  message: EventSourceMessage,
): asserts message is EventSourceMessage & { readonly event: string } {
  message.event ??= 'message';
}

/**
 * Frames Server-Sent Events as the standard says, in any pieces: CR, LF and CRLF, comments, a byte order mark, characters
 * cut inside. JSON that stands behind the last event, outside of any, counts as a message that the body broke off in.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function sseFraming({
  maxEventSize,
  tooLarge,
  bareEvents,
  onMessage,
}: FramingOptions): Framing {
  const decode = utf8Decoder();
  const named = withData(bareEvents);
  const bare = strayJson(maxEventSize);
  let deliver = onMessage;
  let hasEvent = false;
  // Characters that came behind the last event, and perhaps some before: the parser holds no more.
  let behind = 0;

  const parser = createParser({
    maxBufferSize: maxEventSize + FIELD_NAME_ALLOWANCE,
    onEvent: (message) => {
      const { event, data, id } = message;
      const over = data.length + (event?.length ?? 0) + (id?.length ?? 0) - maxEventSize;
      // The data that a bare event is given counts one.
      if (over > 1 || (over === 1 && !bareEvents.includes(event ?? ''))) throw tooLarge();
      hasEvent = true;
      nameIt(message);
      deliver(message);
    },
    // No `onError`: it would get an Error for each unknown field, which takes seconds for as many as fit into a body.
  });
  // What is over the limit ends the parser, which then refuses to be fed.
  const isOver = (): boolean => {
    try {
      parser.feed('');
      return false;
    } catch {
      return true;
    }
  };

  return {
    push: (chunk) => {
      const text = decode(chunk);
      hasEvent = false;
      parser.feed(named.push(text));
      bare.push(text, hasEvent);
      behind = hasEvent ? text.length : behind + text.length;
      if (behind > maxEventSize && isOver()) throw tooLarge();
    },
    end: () => {
      let broken: SseMessage | undefined;
      deliver = (message) => {
        broken = message;
      };
      parser.feed(named.end());
      const json = bare.end();
      return broken ?? (json === '' ? undefined : { event: 'message', data: json });
    },
  };
}
