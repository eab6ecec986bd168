import { isLeft, left } from 'fp-ts/lib/Either.js';
import type { Subscriber } from 'rxjs';
import { truncated } from '../errors/truncated.js';
import { isStreamingError } from '../errors/isStreamingError.js';
import type { ErrorEvent } from '../events.js';
import { isEvent, isTerminal } from '../isEvent.js';
import type { SseMessage } from '../framing/framing.js';
import { ndjsonFraming } from '../framing/ndjson.js';
import { sseFraming } from '../framing/sse.js';
import { parseJson } from '../json/json.js';
import { noEvents } from '../protocols/kit/events.js';
import { type GetJson, jsonOnce } from '../protocols/kit/jsonOnce.js';
import type { ChatProtocol, Decoded } from '../protocols/protocol.js';
import { toEither } from '../protocols/kit/toEither.js';
import type { ResponseContext } from './responseContext.js';
import { responseErrors } from './responseErrors.js';
import { withExtraEvents } from './withExtraEvents.js';

/** Takes the body of a response, as chunks or as messages. */
export interface ResponseBody {
  readonly push: (chunk: Uint8Array | string) => void;
  readonly pushMessage: (message: SseMessage) => void;
  readonly end: () => void;
}

const framings = { sse: sseFraming, ndjson: ndjsonFraming };

const isErrorEvent = isEvent('error');

/** The result of a step of a decoder that has thrown. */
const caught = (error: unknown): Decoded<never> => {
  if (!isStreamingError(error)) throw error;
  if (error.kind === 'format' || error.code === 'STREAM_TRUNCATED') return left(error);
  throw error;
};

/** Turns the body of a response into events, up to the first terminal one. */
export function responseBody<E extends { readonly type: string }>(
  context: ResponseContext<ChatProtocol<E, never>>,
  output: Subscriber<E>,
): ResponseBody {
  const { protocol, settings, errors } = context;
  const { maxEventSize, onMissingDone, onMalformedEvent, onUnknownEvent, extraEvents } = settings;
  const { format, eventTooLarge, undecodable } = responseErrors(context);

  // Messages that the decoder did not know, until it returns: what the callback of the app throws
  // must not be taken for an error of the decoder.
  const unknown: SseMessage[] = [];
  const decoder = protocol.decoder((message) => unknown.push(message));

  const reportUnknown = (): void => unknown.splice(0).forEach((each) => onUnknownEvent(each));

  /** The events of the app. The call returns them too, so its `E` has them. */
  const extraOf = (message: SseMessage, getJson: GetJson): readonly E[] =>
    (extraEvents?.(message, getJson()) ?? noEvents) as readonly E[];

  // The steps of the decoder are written out: a function of any step costs a tenth of an event.
  const decode = (message: SseMessage, getJson?: GetJson): Decoded<E> => {
    try {
      return toEither(decoder.decode(message, getJson));
    } catch (error) {
      return caught(error);
    }
  };

  const decodeEnd = (): Decoded<E> => {
    try {
      return toEither(decoder.end());
    } catch (error) {
      return caught(error);
    }
  };

  // A server may echo the token in the message of an error.
  const redacted = <T extends E & ErrorEvent>(event: T): T => ({
    ...event,
    message: errors.redact.text(event.message),
    ...(event.code === undefined ? {} : { code: errors.redact.text(event.code) }),
  });

  const deliver = (events: readonly E[]): void => {
    for (const event of events) {
      if (output.closed) return;
      errors.phase = 'streaming';
      output.next(isErrorEvent(event) ? redacted(event) : event);
      if (isTerminal(event)) output.complete();
    }
  };

  const endWithoutTerminal = (): void => {
    if (onMissingDone === 'error') throw truncated(errors.phase);
    output.complete();
  };

  const accept = (decoded: Decoded<E>, extra: readonly E[] = noEvents): void => {
    if (!isLeft(decoded)) return deliver(withExtraEvents(decoded.right, extra));
    deliver(extra);
    if (output.closed) return;
    const error = decoded.left;
    // Its code is `STREAM_TRUNCATED`.
    if (error.kind === 'network') return endWithoutTerminal();
    // Made again: a decoder knows neither the phase nor the secrets.
    if (onMalformedEvent === 'error') throw format(error.code, error.message);
  };

  /** The events of a message that the end of the body cut off. */
  const decodeCutOff = (message: SseMessage): readonly E[] => {
    try {
      const decoded = decode(message);
      const events = isLeft(decoded) ? [] : decoded.right;
      // The message of an error may be cut off too, unless its JSON is complete.
      return events.some(isErrorEvent) && parseJson(message.data) === undefined ? [] : events;
    } catch {
      return [];
    } finally {
      // Half of a message is not one that the app should learn about.
      unknown.length = 0;
    }
  };

  const onMessage = (message: SseMessage): void => {
    // The consumer has unsubscribed in the middle of a chunk.
    if (output.closed) return;
    const getJson = extraEvents && jsonOnce(message);
    const decoded = decode(message, getJson);
    if (unknown.length > 0) reportUnknown();
    if (getJson === undefined) accept(decoded);
    else if (!output.closed) accept(decoded, extraOf(message, getJson));
  };

  const framing = framings[protocol.framing]({
    maxEventSize,
    bareEvents: protocol.bareEvents ?? [],
    tooLarge: eventTooLarge,
    undecodable,
    onMessage,
  });

  return {
    push: framing.push,
    pushMessage: (message) => {
      const { event, data, id = '' } = message;
      if (event.length + data.length + id.length > maxEventSize) throw eventTooLarge();
      onMessage(message);
    },
    end: () => {
      const cutOff = framing.end();
      const last = cutOff === undefined ? [] : decodeCutOff(cutOff);
      const ending = decodeEnd();
      reportUnknown();
      // A message that was cut off counts only where a terminal event follows: then it is complete.
      if ([...last, ...(isLeft(ending) ? [] : ending.right)].some(isTerminal)) {
        deliver(cutOff ? withExtraEvents(last, extraOf(cutOff, jsonOnce(cutOff))) : last);
      }
      if (!output.closed) accept(ending);
      if (!output.closed) endWithoutTerminal();
    },
  };
}
