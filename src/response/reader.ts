import type { Subscriber } from 'rxjs';
import { isStreamingError } from '../errors/isStreamingError.js';
import { isPrematureEnd, toNetworkError } from '../errors/toNetworkError.js';
import { utf8Decoder } from '../framing/utf8Decoder.js';
import { describeForeign } from '../protocols/kit/describeForeign.js';
import type { PushMachine } from '../rx/pushThrough.js';
import type { OpenFrame, TransportFrame } from '../transport/transport.js';
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

/** Takes the frames of a response. */
export interface ResponseReader extends PushMachine<TransportFrame> {
  /** The error to report for one that ends the response: a refusal stays a refusal. */
  readonly errorOf: (error: unknown) => unknown;
}

type Chunk = Uint8Array | string;

/**
 * `sniffing` until the first three characters of the body have arrived: it passes chunks on as if
 * it were `streaming`, and keeps their text in case they begin an error. `refused` collects the
 * body, from which `toError` makes the error.
 */
type State =
  | { readonly is: 'sniffing'; readonly characters: string }
  | { readonly is: 'streaming' }
  | { readonly is: 'refused'; readonly toError: Refusal };

const isChunk = (chunk: unknown): chunk is Chunk =>
  chunk instanceof Uint8Array ||
  typeof chunk === 'string' ||
  // Bytes of another realm, as in jest.
  Object.prototype.toString.call(chunk) === '[object Uint8Array]';

/**
 * Reads a response: passes the body of a stream on to `body`, and makes a typed error of anything
 * else: a refusal, other content, too many bytes, a lost connection.
 */
export function responseReader(
  context: ResponseContext,
  output: Subscriber<unknown>,
  body: ResponseBody,
): ResponseReader {
  const { settings, errors } = context;
  const { maxResponseSize, readTimeout, scheduler } = settings;
  const make = responseErrors(context);
  const { head, start } = accept(context);
  const decode = utf8Decoder();

  // A transport may leave out the head of a response that succeeded.
  let open: OpenFrame = { kind: 'open', status: 200 };
  let state: State = { is: 'sniffing', characters: '' };
  // Bytes of the body so far, and its text while it may become an error message.
  let received = 0;
  let text = '';

  const refuse = (toError: Refusal): State => {
    // A body that arrives byte by byte must not keep the error from the caller.
    const giveUp = (): void => {
      if (state.is === 'refused') output.error(state.toError(text));
    };
    output.add(scheduler.schedule(giveUp, Math.min(readTimeout, MAX_REFUSAL_TIME)));
    return { is: 'refused', toError };
  };

  const readHead = (frame: OpenFrame): State => {
    errors.phase = 'headers';
    open = frame;
    // After a refusal, a transport may send again, as with a new token: another response begins.
    if (state.is === 'refused') {
      state = { is: 'sniffing', characters: '' };
      received = 0;
      text = '';
    }
    try {
      const refusal = head(frame);
      return refusal === undefined ? state : refuse(refusal);
    } catch (error) {
      // Any other error comes from a frame without the fields of its type.
      throw isStreamingError(error) ? error : make.invalidFrame();
    }
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

  const end = (): void => {
    if (state.is === 'refused') throw state.toError(text);
    // An empty body of a 200 is left to the protocol: it may have been cut off.
    if (received === 0 && open.status !== 200) {
      throw make.unexpectedType(`HTTP ${open.status} without a body`);
    }
    body.end();
  };

  const errorOf = (error: unknown): unknown =>
    state.is === 'refused' ? state.toError(text) : error;

  return {
    push: (frame) => {
      if (frame?.kind === 'open') state = readHead(frame);
      else if (isChunk(frame?.chunk)) push(frame.chunk);
      else throw make.invalidFrame();
    },
    end,
    errorOf,
    fail: (error) => {
      if (state.is === 'refused') throw errorOf(error);
      if (isPrematureEnd(error) && errors.phase !== 'sent') end();
      else throw isStreamingError(error) ? error : toNetworkError(error, errors);
    },
  };
}
