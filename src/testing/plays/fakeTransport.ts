import { asyncScheduler, defer, type Observable, tap } from 'rxjs';
import { parseJson } from '../../json/json.js';
import type { ChatTransport, TransportFrame, TransportRequest } from '../../transport/transport.js';
import { assertOptions, oneOf, optional } from '../../validation.js';
import { playFrames } from './playFrames.js';
import { type NextPlay, nextPlay, type Script } from './script.js';
import { defaultWire, type Wire } from './wire.js';

/** A request, and the JSON of its body; `undefined` where the body is none. */
export type FakeRequest = TransportRequest & { readonly json: unknown };

/** One subscription to a fake transport. */
export interface FakeCall {
  readonly request: TransportRequest;
  /** In ms, of the virtual clock inside `run` of a `TestScheduler`. */
  readonly subscribedAt: number;
  readonly endedAt?: number;
  /**
   * How it ended, if it has. `sendStreamingChat` unsubscribes as soon as an answer is over, so
   * after `done` it is `unsubscribe`.
   */
  readonly end?: 'complete' | 'error' | 'unsubscribe';
}

/** A transport that plays a script, and keeps what it was asked. */
export interface FakeTransport extends ChatTransport {
  /** The requests so far, oldest first. */
  readonly requests: readonly FakeRequest[];
  /** The subscriptions so far, oldest first. */
  readonly calls: readonly FakeCall[];
}

/** Options of {@link fakeTransport}. */
export interface FakeTransportOptions {
  /** In which format events are written. `startFakeServer` has the others. */
  readonly protocol?: 'streamingChat';
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Makes a transport of the plays of a script; `name` is that of the function in its errors. */
export function scriptedTransport(name: string, next: NextPlay, wire: Wire): FakeTransport {
  const requests: FakeRequest[] = [];
  const calls: FakeCall[] = [];

  const transport = (request: TransportRequest): Observable<TransportFrame> =>
    defer(() => {
      const call: Mutable<FakeCall> = { request, subscribedAt: asyncScheduler.now() };
      const ended = (end: NonNullable<FakeCall['end']>) => (): void => {
        call.endedAt = asyncScheduler.now();
        call.end = end;
      };
      const attempt = calls.push(call);
      requests.push({ ...request, json: parseJson(request.body ?? '') });
      return defer(() => playFrames(name, next(request, attempt), wire)).pipe(
        tap({
          complete: ended('complete'),
          error: ended('error'),
          unsubscribe: ended('unsubscribe'),
        }),
      );
    });
  return Object.assign(transport, { requests, calls });
}

/**
 * Makes a transport that plays a script instead of sending requests. Everything is synchronous but
 * the times of the script, so a whole call runs under `TestScheduler`.
 *
 * ```text
 * script     -a-b--(d|)        a content "Hel", b content "lo", d done
 *            fakeTransport(script)
 * transport  -(oa)-b--(d|)     o the response opens: 200, text/event-stream
 * ```
 *
 * An array is always a list of plays, one for each request; each play is a list of its own:
 * `fakeTransport([refusal(503), [contentEvent('Hi'), doneEvent()]])`. One more request than there
 * are plays is an error that says so.
 *
 * @param script what the server does. @defaultValue every answer is empty and complete
 * @returns a transport for the `transport` of a config
 * @throws TypeError for a script that cannot be played
 *
 * @example
 * ```ts
 * import { lastValueFrom } from 'rxjs';
 * import { accumulateContent, retryOnNetwork } from 'rxjs-chat-stream/operators';
 * import { contentEvent, doneEvent, sendStreamingChat } from 'rxjs-chat-stream';
 * import { fakeTransport, refusal } from 'rxjs-chat-stream/testing';
 *
 * const transport = fakeTransport([refusal(503), [contentEvent('Hi'), doneEvent()]]);
 * const request = { accessToken: 't', message: 'Hello', modelId: 'm', providerSlug: 'p' };
 * const answer = sendStreamingChat(request, { baseUrl: 'https://chat.test', transport });
 * await lastValueFrom(answer.pipe(retryOnNetwork({ delay: 1 }), accumulateContent())); // => 'Hi'
 * transport.requests.length; // => 2
 * transport.requests[1]?.json;
 * // => { message: 'Hello', model_id: 'm', provider_slug: 'p' }
 * ```
 */
export function fakeTransport(
  script?: Script,
  { protocol }: FakeTransportOptions = {},
): FakeTransport {
  assertOptions('fakeTransport', { protocol }, { protocol: optional(oneOf('streamingChat')) });
  return scriptedTransport('fakeTransport', nextPlay('fakeTransport', script), defaultWire);
}
