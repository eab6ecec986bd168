import type { OperatorFunction, Subscriber } from 'rxjs';
import type { Attempt } from './attempt.js';
import type { Settings } from './config.js';
import { decodeBody, type DecodeBodyOptions } from './decodeBody.js';
import { StreamingTimeoutError } from './errors.js';
import { pushThrough } from './pushThrough.js';
import type { ChatRequest } from './request.js';
import { watch } from './transport/deadline.js';
import { readResponse } from './transport/response.js';
import type { TransportFrame } from './transport/transport.js';

const lateness = (
  { connectionTimeout, readTimeout }: Settings,
  { phase }: Attempt,
  begun: boolean,
): StreamingTimeoutError =>
  begun
    ? new StreamingTimeoutError(`No byte for ${readTimeout} ms`, { code: 'READ_IDLE', phase })
    : new StreamingTimeoutError(`No answer within ${connectionTimeout} ms`, {
        code: 'CONNECT',
        phase,
      });

/** Frames → events: the machines for time, the response and its body, one calling the other, in one operator. */
export const readAnswer = <E extends { readonly type: string }, R extends ChatRequest>(
  options: DecodeBodyOptions<E, R>,
): OperatorFunction<TransportFrame, E> =>
  pushThrough((output: Subscriber<E>) => {
    const { protocol, settings, attempt } = options;
    const { note, stop } = watch(
      {
        first: settings.connectionTimeout,
        each: settings.readTimeout,
        scheduler: settings.scheduler,
      },
      (begun) => output.error(lateness(settings, attempt, begun)),
    );
    output.add(stop);
    const response = readResponse(
      { ...settings, framing: protocol.framing, attempt },
      output,
      decodeBody(options, output),
    );
    return {
      ...response,
      push: (frame) => {
        note();
        response.push(frame);
      },
    };
  });
