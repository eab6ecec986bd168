import {
  asyncScheduler,
  catchError,
  concat,
  concatMap,
  defer,
  delay,
  dematerialize,
  EMPTY,
  materialize,
  type MonoTypeOperatorFunction,
  NEVER,
  type Observable,
  of,
  throwError,
} from 'rxjs';
import { pushThrough } from '../../rx/pushThrough.js';
import type { ChatTransport, TransportFrame } from '../../transport/transport.js';
import { aFunction, assertOptions } from '../../validation.js';
import { refusal } from '../plays/refusal.js';
import { connectionReset } from './connectionReset.js';
import { damagedBody } from './damagedBody.js';
import { assertFault, ends, type Fault } from './fault.js';

const refused = (refuse: NonNullable<Fault['refuse']>): Observable<TransportFrame> => {
  const { status, body, headers } = typeof refuse === 'number' ? { status: refuse } : { ...refuse };
  return refusal(status, body, headers);
};

/** What comes after the bytes that a fault lets through. */
const rest = { cutAfter: EMPTY, resetAfter: throwError(connectionReset), stallAfter: NEVER };

/** Damages the body of one response. */
const damaged =
  (fault: Fault): MonoTypeOperatorFunction<TransportFrame> =>
  (frames) =>
    defer(() => {
      const end = ends.find((name) => fault[name] !== undefined);
      const limit = end === undefined ? Infinity : (fault[end] ?? Infinity);
      let isOver = false;
      const body = frames.pipe(
        pushThrough<TransportFrame, TransportFrame>((output) =>
          damagedBody(fault, limit, output, () => {
            isOver = true;
            // Where nothing comes any more, the connection stays.
            if (end !== 'stallAfter') output.complete();
          }),
        ),
        catchError((error: unknown) => (isOver ? NEVER : throwError(() => error))),
      );
      return concat(
        body,
        defer(() => (isOver && end !== undefined ? rest[end] : EMPTY)),
      );
    });

/** Makes each frame take its time, one after the other; an end waits for its turn. */
const delayed =
  ({
    delayOpen = 0,
    delayEach = 0,
    scheduler = asyncScheduler,
  }: Fault): MonoTypeOperatorFunction<TransportFrame> =>
  (frames) =>
    frames.pipe(
      materialize(),
      concatMap((notification) => {
        const frame = notification.kind === 'N' ? notification.value : undefined;
        const ms = frame === undefined ? 0 : frame.kind === 'open' ? delayOpen : delayEach;
        return ms > 0 ? of(notification).pipe(delay(ms, scheduler)) : of(notification);
      }),
      dematerialize(),
    );

/**
 * Breaks what a transport responds: any of the ways in which networks and servers fail.
 *
 * ```text
 * transport  -o--a--b--c|           o open, a b c one byte each
 *            faulty(transport, { resetAfter: 2 })
 * result     -o--a--b#
 * ```
 *
 * @param fault of every response; of a list, of each request in turn, and none of further ones. Its
 *   parts work together: bytes are inverted, cut into pieces, end early, and are delayed at last
 * @returns a transport. Each subscription counts as a request
 * @throws TypeError or RangeError for a fault that there is not
 *
 * Messages of a transport without bytes, such as a WebSocket, come whole or not at all; they are
 * neither inverted nor cut.
 *
 * @example
 * ```ts
 * import { lastValueFrom } from 'rxjs';
 * import { accumulateContent, retryOnNetwork } from 'rxjs-chat-stream/operators';
 * import { contentEvent, doneEvent, sendStreamingChat } from 'rxjs-chat-stream';
 * import { fakeTransport, faulty } from 'rxjs-chat-stream/testing';
 *
 * const server = fakeTransport(() => [contentEvent('Hel'), contentEvent('lo'), doneEvent()]);
 * const transport = faulty(server, [{ resetAfter: 40 }, { refuse: 503 }]);
 * const request = { accessToken: 't', message: 'Hi', modelId: 'm', providerSlug: 'p' };
 * const answer = sendStreamingChat(request, { baseUrl: 'https://chat.test', transport });
 * const text$ = answer.pipe(
 *   retryOnNetwork({ delay: 1, midStream: 'restart' }),
 *   accumulateContent(),
 * );
 * await lastValueFrom(text$); // => 'Hello'
 * server.requests.length; // => 2
 * ```
 */
export function faulty(
  transport: ChatTransport,
  fault: Fault | readonly (Fault | undefined)[],
): ChatTransport {
  assertOptions('faulty', { transport }, { transport: aFunction });
  const isList = Array.isArray(fault);
  for (const each of isList ? fault.filter((one) => one !== undefined) : [fault]) {
    assertFault('faulty', each);
  }
  let attempts = 0;

  return (request) =>
    defer(() => {
      const each: Fault = (isList ? fault[attempts++] : fault) ?? {};
      const frames = each.refuse === undefined ? transport(request) : refused(each.refuse);
      return frames.pipe(damaged(each), delayed(each));
    });
}
