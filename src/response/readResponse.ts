import type { OperatorFunction, Subscriber } from 'rxjs';
import { StreamingTimeoutError } from '../errors/errors.js';
import type { ChatProtocol } from '../protocols/protocol.js';
import { idleTimer } from '../rx/idleTimer.js';
import { pushThrough } from '../rx/pushThrough.js';
import type { TransportFrame } from '../transport/transport.js';
import { responseBody } from './body.js';
import { responseReader } from './reader.js';
import type { ResponseContext } from './responseContext.js';

const timeoutError = (
  { settings: { connectionTimeout, readTimeout }, errors: { phase } }: ResponseContext,
  begun: boolean,
): StreamingTimeoutError =>
  new StreamingTimeoutError(
    begun ? `No byte for ${readTimeout} ms` : `No response within ${connectionTimeout} ms`,
    { code: begun ? 'READ_IDLE' : 'CONNECT', phase },
  );

/**
 * Turns transport frames into events. One operator drives the idle timer, the response reader and
 * the body, in that order.
 */
export const readResponse = <E extends { readonly type: string }>(
  context: ResponseContext<ChatProtocol<E, never>>,
): OperatorFunction<TransportFrame, E> =>
  pushThrough((output: Subscriber<E>) => {
    const { connectionTimeout, readTimeout, scheduler } = context.settings;
    const reader = responseReader(context, output, () => responseBody(context, output));
    const timer = idleTimer({ first: connectionTimeout, each: readTimeout, scheduler }, (begun) =>
      // The time limits of a refused body and of silence may end in the same moment.
      output.error(reader.errorOf(timeoutError(context, begun))),
    );
    output.add(timer.stop);
    return {
      ...reader,
      push: (frame) => {
        timer.touch();
        reader.push(frame);
      },
    };
  });
