import { from, type Observable } from 'rxjs';
import type { TransportFrame } from '../../transport/transport.js';
import { assertOptions, type Rule } from '../../validation.js';

/** The status of a response. */
export const aStatus: Rule = {
  is: (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
  words: 'a whole number from 200 to 599',
  type: 'number',
};

/**
 * A response that is no stream, such as a refusal: its status, and a body at once. A body that is
 * not text is written as JSON.
 *
 * @param headers added to the `content-type`, which is that of the body
 * @returns a play for `fakeTransport` and `startFakeServer`
 * @throws RangeError for a status that no response has
 *
 * @example
 * ```ts
 * import { lastValueFrom } from 'rxjs';
 * import { errorAsEvent } from 'rxjs-chat-stream/operators';
 * import { sendStreamingChat } from 'rxjs-chat-stream';
 * import { fakeTransport, refusal } from 'rxjs-chat-stream/testing';
 *
 * const transport = fakeTransport(refusal(429, { error: 'Slow down' }, { 'retry-after': '7' }));
 * const request = { accessToken: 't', message: 'Hi', modelId: 'm', providerSlug: 'p' };
 * const answer = sendStreamingChat(request, { baseUrl: 'https://chat.test', transport });
 * const event = await lastValueFrom(answer.pipe(errorAsEvent()));
 * event.type === 'error' && [event.status, event.message, event.retryAfterMs];
 * // => [429, 'Slow down', 7000]
 * ```
 */
export function refusal(
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Observable<TransportFrame> {
  assertOptions('refusal', { status }, { status: aStatus });
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain' : 'application/json';
  const open: TransportFrame = {
    kind: 'open',
    status,
    headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers },
  };
  const chunk = isText ? body : JSON.stringify(body);
  return from<TransportFrame[]>(chunk === undefined ? [open] : [open, { kind: 'data', chunk }]);
}
