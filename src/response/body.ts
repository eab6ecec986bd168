import { isLeft, tryCatch } from 'fp-ts/lib/Either.js';
import { identity, type Subscriber } from 'rxjs';
import type { ErrorContext } from '../errors/errorContext.js';
import type { Settings } from '../config.js';
import { StreamingFormatError, truncated } from '../errors/errors.js';
import { type ErrorEvent, isEvent, isTerminal } from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import { ndjsonFraming } from '../framing/ndjson.js';
import { sseFraming } from '../framing/sse.js';
import { parseJson } from '../json/json.js';
import type { ChatProtocol, Decoded } from '../protocols/protocol.js';
import type { PushMachine } from '../rx/pushThrough.js';
import type { ChatRequest } from '../request/request.js';

const framings = { sse: sseFraming, ndjson: ndjsonFraming };

/** What the decoding of a body has to know. */
export interface ResponseBodyOptions<E extends { readonly type: string }, R extends ChatRequest> {
  readonly protocol: ChatProtocol<E, R>;
  readonly settings: Settings;
  readonly attempt: ErrorContext;
  readonly onUnknownEvent: (message: SseMessage) => void;
}

const isError = isEvent('error');

// A server may echo the token in what it says of a failure.
const redacted = <E extends ErrorEvent>(event: E, { redact }: ErrorContext): E => ({
  ...event,
  message: redact.text(event.message),
  ...(event.code === undefined ? {} : { code: redact.text(event.code) }),
});

const formatError = (
  { phase, redact }: ErrorContext,
  code: StreamingFormatError['code'],
  message: string,
): StreamingFormatError => new StreamingFormatError(redact.text(message), { code, phase });

/** Makes the machine that turns the body of a response into events, up to the first terminal one. */
export function responseBody<E extends { readonly type: string }, R extends ChatRequest>(
  {
    protocol,
    settings: { maxEventSize, onMissingDone, onMalformedEvent },
    attempt,
    onUnknownEvent,
  }: ResponseBodyOptions<E, R>,
  output: Subscriber<E>,
): Required<Pick<PushMachine<Uint8Array | string>, 'push' | 'end'>> {
  let broken: SseMessage | undefined;
  const decoder = protocol.decoder((message) => {
    // Whoever wants to know new events does not want the halves of old ones.
    if (message !== broken) onUnknownEvent(message);
  });

  const deliver = (events: readonly E[]): void => {
    for (const event of events) {
      if (output.closed) return;
      attempt.phase = 'streaming';
      attempt.isOver = isTerminal(event);
      output.next(isError(event) ? redacted(event, attempt) : event);
      if (attempt.isOver) output.complete();
    }
  };

  const finish = (): void => {
    if (onMissingDone === 'error') throw truncated(attempt.phase);
    output.complete();
  };

  const accept = (decoded: Decoded<E>): void => {
    if (!isLeft(decoded)) return deliver(decoded.right);
    const { left } = decoded;
    if (left.kind === 'network') return finish();
    // Made anew, since a decoder knows neither the phase nor what is secret.
    if (onMalformedEvent === 'error') throw formatError(attempt, left.code, left.message);
  };

  const decodeBroken = (message: SseMessage): readonly E[] => {
    const decoded = tryCatch(() => decoder.decode(message), identity);
    const events = isLeft(decoded) || isLeft(decoded.right) ? [] : decoded.right.right;
    // Of what an error says something may be missing, unless it is JSON.
    return events.some(isError) && parseJson(message.data) === undefined ? [] : events;
  };

  const framing = framings[protocol.framing]({
    maxEventSize,
    bareEvents: protocol.bareEvents ?? [],
    tooLarge: () =>
      formatError(
        attempt,
        'EVENT_TOO_LARGE',
        `An event exceeds maxEventSize, ${maxEventSize} characters`,
      ),
    onMessage: (message) => {
      // The rest of a chunk whose consumer has gone is not worth decoding.
      if (!output.closed) accept(decoder.decode(message));
    },
  });

  return {
    push: framing.push,
    end: () => {
      broken = framing.end();
      const last = broken === undefined ? [] : decodeBroken(broken);
      const ending = decoder.end();
      // A message cut off by the end counts only before an end of the protocol: then nothing can be missing behind it.
      if ([...last, ...(isLeft(ending) ? [] : ending.right)].some(isTerminal)) deliver(last);
      if (!output.closed) accept(ending);
      if (!output.closed) finish();
    },
  };
}
