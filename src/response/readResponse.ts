import type { OperatorFunction, Subscriber } from 'rxjs';
import type { ErrorContext } from '../errors/errorContext.js';
import type { Settings } from '../config.js';
import { responseBody, type ResponseBodyOptions } from './body.js';
import { StreamingTimeoutError } from '../errors/errors.js';
import { pushThrough } from '../rx/pushThrough.js';
import type { ChatRequest } from '../request/request.js';
import { idleTimer } from '../rx/idleTimeout.js';
import { responseReader } from './reader.js';
import type { TransportFrame } from '../transport/transport.js';

const lateness = (
  { connectionTimeout, readTimeout }: Settings,
  { phase }: ErrorContext,
  begun: boolean,
): StreamingTimeoutError =>
  begun
    ? new StreamingTimeoutError(`No byte for ${readTimeout} ms`, { code: 'READ_IDLE', phase })
    : new StreamingTimeoutError(`No answer within ${connectionTimeout} ms`, {
        code: 'CONNECT',
        phase,
      });

/** Frames → events: the machines for time, the response and its body, one calling the other, in one operator. */
export const readResponse = <E extends { readonly type: string }, R extends ChatRequest>(
  options: ResponseBodyOptions<E, R>,
): OperatorFunction<TransportFrame, E> =>
  pushThrough((output: Subscriber<E>) => {
    const { protocol, settings, attempt } = options;
    const { touch, stop } = idleTimer(
      {
        first: settings.connectionTimeout,
        each: settings.readTimeout,
        scheduler: settings.scheduler,
      },
      (begun) => output.error(lateness(settings, attempt, begun)),
    );
    output.add(stop);
    const response = responseReader(
      { ...settings, framing: protocol.framing, attempt },
      output,
      responseBody(options, output),
    );
    return {
      ...response,
      push: (frame) => {
        touch();
        response.push(frame);
      },
    };
  });
