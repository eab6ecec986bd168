import type { Subscriber, Subscription } from 'rxjs';
import type { StreamingError } from '../errors/errors.js';
import { isStreamingError } from '../errors/isStreamingError.js';
import type { SseMessage } from '../framing/framing.js';
import { utf8Decoder } from '../framing/utf8Decoder.js';
import { describeForeign } from '../protocols/kit/describeForeign.js';
import type { OpenFrame } from '../transport/transport.js';
import { accept, type Refusal } from './accept.js';
import type { ResponseBody } from './body.js';
import { byteLength, takeBytes } from './byteLength.js';
import { firstCharacters } from './firstCharacters.js';
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
 * `sniffing` until the first three characters of the body have arrived: it passes chunks on as if
 * it were `streaming`, and keeps their text in case they begin an error. `refused` collects the
 * body, from which `toError` makes the error.
 */
type State =
  | { readonly is: 'sniffing'; readonly characters: string }
  | { readonly is: 'streaming' }
  | { readonly is: 'refused'; readonly toError: Refusal };

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
  let state: State = { is: 'sniffing', characters: '' };
  // Bytes of the body so far, and its text while it may become an error message.
  let received = 0;
  let text = '';
  let timer: Subscription | undefined;

  const refuse = (toError: Refusal): State => {
    // A body that arrives byte by byte must not keep the error from the caller.
    const giveUp = (): void => output.error(toError(text));
    timer = scheduler.schedule(giveUp, Math.min(readTimeout, MAX_REFUSAL_TIME));
    output.add(timer);
    return { is: 'refused', toError };
  };

  const sniff = (before: string, chunk: Chunk): State => {
    const characters = (before + firstCharacters(chunk)).slice(0, 3);
    const refusal = start(open, characters);
    if (refusal !== undefined) return refuse(refusal);
    if (characters.length === 3) return { is: 'streaming' };
    text += decode(chunk);
    return { is: 'sniffing', characters };
  };

  const push = (chunk: Chunk): void => {
    if (state.is === 'sniffing') state = sniff(state.characters, chunk);
    const limit = state.is === 'refused' ? MAX_ERROR_BODY : maxResponseSize;
    const room = Math.max(0, limit - received);
    const size = byteLength(chunk);
    received += size;
    // The bytes within the limit are read: events must not depend on how the bytes are cut.
    const fitting = size > room ? takeBytes(chunk, room) : chunk;
    if (state.is !== 'refused') {
      body.push(fitting);
      if (size > room && !output.closed) throw make.tooLarge();
      return;
    }
    text += decode(fitting);
    const isKnown = text.length < MAX_GUESSED && describeForeign(text) !== '';
    if (size > room || isKnown) throw state.toError(text);
  };

  return {
    head: (frame) => {
      errors.phase = 'headers';
      open = frame;
      try {
        const refusal = head(frame);
        if (refusal !== undefined) state = refuse(refusal);
      } catch (error) {
        // Any other error comes from a frame without the fields of its type.
        throw isStreamingError(error) ? error : make.invalidFrame();
      }
    },
    push,
    pushMessage: (message: SseMessage) => {
      if (state.is === 'refused') return push(message.data);
      // It is a message, whatever its data begin with.
      state = { is: 'streaming' };
      received += byteLength(message.event + message.data + (message.id ?? ''));
      if (received > maxResponseSize) throw make.tooLarge();
      body.pushMessage(message);
    },
    end: () => {
      if (state.is === 'refused') throw state.toError(text);
      // An empty body of a 200 is left to the protocol: it may have been cut off.
      if (received === 0 && open.status !== 200) {
        throw make.unexpectedType(`HTTP ${open.status} without a body`);
      }
      body.end();
    },
    refusal: () => (state.is === 'refused' ? state.toError(text) : undefined),
    stop: () => {
      if (timer === undefined) return;
      output.remove(timer);
      timer.unsubscribe();
    },
  };
}
