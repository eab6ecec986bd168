import type { Subscriber } from 'rxjs';
import { isStreamingError } from '../errors/isStreamingError.js';
import { isPrematureEnd, toTransportError } from '../errors/toTransportError.js';
import type { SseMessage } from '../framing/framing.js';
import type { PushMachine } from '../rx/pushThrough.js';
import type { TransportFrame } from '../transport/transport.js';
import type { ResponseBody } from './body.js';
import { type Chunk, type OneResponse, oneResponse } from './oneResponse.js';
import type { ResponseContext } from './responseContext.js';
import { responseErrors } from './responseErrors.js';

/** Takes the frames of a transport. */
export interface ResponseReader extends PushMachine<TransportFrame> {
  /** The error to report for one that ends the response: a refusal stays a refusal. */
  readonly errorOf: (error: unknown) => unknown;
}

const isChunk = (chunk: unknown): chunk is Chunk =>
  chunk instanceof Uint8Array ||
  typeof chunk === 'string' ||
  // Bytes of another realm, as in jest.
  Object.prototype.toString.call(chunk) === '[object Uint8Array]';

const isMessage = (message: unknown): message is SseMessage => {
  const { event, data, id = '' } = Object(message);
  return [event, data, id].every((field) => typeof field === 'string');
};

/**
 * Reads the response that the frames of a transport make up, and makes a typed error of frames that
 * make up none. A second `open` frame means that the transport has sent the request again, as with
 * a new token: what came before it is forgotten, unless it brought an event.
 */
export function responseReader(
  context: ResponseContext,
  output: Subscriber<unknown>,
  makeBody: () => ResponseBody,
): ResponseReader {
  const { errors } = context;
  const { sentAgain, invalidFrame } = responseErrors(context);
  let response: OneResponse | undefined;

  const begin = (): OneResponse => (response = oneResponse(context, output, makeBody()));
  // A transport may leave out the head of a response that succeeded.
  const current = (): OneResponse => response ?? begin();

  return {
    push: (frame) => {
      if (frame?.kind === 'open') {
        if (errors.phase === 'streaming') throw sentAgain();
        response?.stop();
        begin().head(frame);
      } else if (frame?.kind === 'message') {
        if (!isMessage(frame.message)) throw invalidFrame();
        current().pushMessage(frame.message);
      } else if (isChunk(frame?.chunk)) current().push(frame.chunk);
      else throw invalidFrame();
    },
    end: () => current().end(),
    errorOf: (error) => response?.refusal() ?? error,
    fail: (error) => {
      const refusal = response?.refusal();
      if (refusal !== undefined) throw refusal;
      if (isPrematureEnd(error) && errors.phase !== 'sent') current().end();
      else throw isStreamingError(error) ? error : toTransportError(error, errors);
    },
  };
}
