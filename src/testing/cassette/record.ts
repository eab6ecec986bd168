import { asyncScheduler, defer, of, type SchedulerLike, tap } from 'rxjs';
import type { ChatTransport } from '../../transport/transport.js';
import {
  aBoolean,
  aFunction,
  aScheduler,
  assertOptions,
  aString,
  optional,
} from '../../validation.js';
import type { Cassette, CassetteEnd } from './cassette.js';
import { makeTape } from './tape.js';

/** Options of {@link record}. */
export interface RecordOptions {
  /**
   * Whether the request is recorded too, with the prompt, and the prompt where the answer quotes
   * it. Tokens and cookies never are. @defaultValue `false`
   */
  readonly keepRequest?: boolean;
  /** Changes the text of each chunk, to hide more. @defaultValue changes nothing */
  readonly redact?: (text: string) => string;
  /** The name of the protocol, for whoever reads the file. @defaultValue none */
  readonly protocol?: string;
  /** Clock. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const rules = {
  transport: aFunction,
  sink: aFunction,
  keepRequest: aBoolean,
  redact: aFunction,
  protocol: /*#__PURE__*/ optional(aString),
  scheduler: aScheduler,
};

/**
 * Records what a transport responds, with the time of each chunk, and passes it on as it is.
 *
 * What grants access is left out: headers, and tokens and cookies that the server quotes, for which
 * `[redacted]` is written. So are the request, and texts of the prompt from 16 characters on, where
 * the server quotes them.
 *
 * @param sink receives the recording of each subscription when it ends, in whichever way. What it
 *   throws is reported as an unhandled error, and does not reach the answer
 * @returns a transport
 * @throws TypeError for an option of the wrong type
 *
 * @example
 * ```ts
 * import { lastValueFrom } from 'rxjs';
 * import { contentEvent, doneEvent, sendStreamingChat } from 'rxjs-chat-stream';
 * import { type Cassette, fakeTransport, record } from 'rxjs-chat-stream/testing';
 *
 * const cassettes: Cassette[] = [];
 * const server = fakeTransport([[contentEvent('Hi'), doneEvent()]]);
 * const transport = record(server, (cassette) => cassettes.push(cassette));
 * const request = { accessToken: 'a-secret', message: 'Hello', modelId: 'm', providerSlug: 'p' };
 * await lastValueFrom(sendStreamingChat(request, { baseUrl: 'https://chat.test', transport }));
 * cassettes[0]?.chunks.map((chunk) => 'data' in chunk && chunk.data);
 * // => ['event: content\ndata: {"text":"Hi"}\n\n', 'event: done\ndata: {}\n\n']
 * ```
 */
export function record(
  transport: ChatTransport,
  sink: (cassette: Cassette) => void,
  {
    keepRequest = false,
    redact = (text) => text,
    protocol,
    scheduler = asyncScheduler,
  }: RecordOptions = {},
): ChatTransport {
  assertOptions('record', { transport, sink, keepRequest, redact, protocol, scheduler }, rules);

  return (request) =>
    defer(() => {
      const start = scheduler.now();
      const now = (): number => scheduler.now() - start;
      const tape = makeTape(request, { keepRequest, redact, protocol });
      // By a subscriber, which reports what `sink` throws.
      const end = (how: CassetteEnd['end']) => (): void => {
        of({ t: now(), end: how }).subscribe((last) => sink(tape.finish(last)));
      };
      return transport(request).pipe(
        tap({
          next: (frame) => tape.note(now(), frame),
          complete: end('complete'),
          error: end('error'),
          unsubscribe: end('unsubscribe'),
        }),
      );
    });
}
