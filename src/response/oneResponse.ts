import type { Subscriber, Subscription } from 'rxjs';
import type { StreamingError } from '../errors/errors.js';
import { isStreamingError } from '../errors/isStreamingError.js';
import type { SseMessage } from '../framing/framing.js';
import { utf8Decoder } from '../framing/utf8Decoder.js';
import { describeForeign } from '../protocols/kit/describeForeign.js';
import type { OpenFrame } from '../transport/transport.js';
import { accept, type Refusal } from './accept.js';
import type { ResponseBody } from './body.js';
import { measure } from './measure.js';
import type { ResponseContext } from './responseContext.js';
import { responseErrors } from './responseErrors.js';

const MAX_ERROR_BODY = 64 * 1024;
// In ms; holds also where `readTimeout` is off.
const MAX_REFUSAL_TIME = 60_000;
// After this many characters, stop guessing the protocol and read the body for an error message.
const MAX_GUESSED = 4096;

export type Chunk = Uint8Array | string;

/** Takes one response: its head, which may be left out, then its body as chunks or messages. */
export interface OneResponse extends ResponseBody {
  readonly head: (frame: OpenFrame) => void;
  /** The error of a response that was refused, from as much of its body as arrived. */
  readonly refusal: () => StreamingError | undefined;
  /** Cancels the timer, where another response takes the place of this one. */
  readonly stop: () => void;
}

/**
 * Reads one response: passes the body of a stream on to `body`, and makes a typed error of anything
 * else: a refusal, other content, too many bytes.
 */
export function oneResponse(
  context: ResponseContext,
  output: Subscriber<unknown>,
  body: ResponseBody,
): OneResponse {
  const { settings, errors } = context;
  const { maxResponseSize, readTimeout, scheduler } = settings;
  const make = responseErrors(context);
  const { head, start } = accept(context);
  const decode = utf8Decoder();

  // Unless there is a head.
  let open: OpenFrame = { kind: 'open', status: 200 };
  // Until the first three characters of the body have arrived: they may begin an error.
  let isSniffing = true;
  // Makes the error of a response that was refused, from its body.
  let toError: Refusal | undefined;
  // Bytes of the body so far, and its text while it may become an error message.
  let received = 0;
  let text = '';
  let timer: Subscription | undefined;

  const refuse = (refusal: Refusal | undefined): void => {
    if (refusal === undefined) return;
    toError = refusal;
    // A body that arrives byte by byte must not keep the error from the caller.
    const giveUp = (): void => output.error(refusal(text));
    timer = scheduler.schedule(giveUp, Math.min(readTimeout, MAX_REFUSAL_TIME));
    output.add(timer);
  };

  const sniff = (chunk: Chunk): void => {
    // `trimStart` also removes a byte order mark.
    text = (text + decode(chunk)).trimStart().slice(0, MAX_ERROR_BODY);
    refuse(start(open, text.slice(0, 3)));
    if (toError !== undefined || text.length < 3) return;
    isSniffing = false;
    text = '';
  };

  const push = (chunk: Chunk): void => {
    const room = (toError ? MAX_ERROR_BODY : maxResponseSize) - received;
    // The bytes within the limit are read: events must not depend on how the bytes are cut.
    const { size, fitting } = measure(chunk, room);
    received += size;
    if (toError) text += decode(fitting);
    else if (isSniffing) sniff(fitting);
    if (toError === undefined) {
      // As if it were a stream, while it is not known.
      body.push(fitting);
      if (size > room && !output.closed) throw make.tooLarge();
    } else if (received > MAX_ERROR_BODY || (text.length < MAX_GUESSED && describeForeign(text))) {
      throw toError(text);
    }
  };

  return {
    head: (frame) => {
      errors.phase = 'headers';
      open = frame;
      try {
        refuse(head(frame));
      } catch (error) {
        // Any other error comes from a frame without the fields of its type.
        throw isStreamingError(error) ? error : make.invalidFrame();
      }
    },
    push,
    pushMessage: (message: SseMessage) => {
      const { event, data, id = '' } = message;
      if (toError) return push(data);
      // It is a message, whatever its data begin with.
      isSniffing = false;
      received += measure(event + data + id).size;
      if (received > maxResponseSize) throw make.tooLarge();
      body.pushMessage(message);
    },
    end: () => {
      if (toError) throw toError(text);
      // An empty body of a 200 is left to the protocol: it may have been cut off.
      if (received === 0 && open.status !== 200) {
        throw make.unexpectedType(`HTTP ${open.status} without a body`);
      }
      body.end();
    },
    refusal: () => toError?.(text),
    stop: () => {
      if (timer === undefined) return;
      output.remove(timer);
      timer.unsubscribe();
    },
  };
}
