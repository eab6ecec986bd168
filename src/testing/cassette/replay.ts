import { asyncScheduler, Observable, type SchedulerLike } from 'rxjs';
import type { ChatTransport, TransportFrame } from '../../transport/transport.js';
import {
  anObject,
  aPositiveNumber,
  aScheduler,
  assertOptions,
  optional,
  wholeNumberFrom,
} from '../../validation.js';
import { connectionReset } from '../faults/connectionReset.js';
import { faulty } from '../faults/faulty.js';
import { fromBase64 } from './base64.js';
import type { Cassette, CassetteChunk } from './cassette.js';
import { formatCassette } from './formatCassette.js';
import { parseCassette } from './parseCassette.js';

/** Options of {@link replay}. */
export interface ReplayOptions {
  /** A factor: `2` is twice as fast, `Infinity` is all at once. @defaultValue `1` */
  readonly speed?: number;
  /** Cuts each chunk into pieces of at most so many bytes. @defaultValue as recorded */
  readonly pieces?: number;
  /** Clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const rules = {
  cassette: {
    is: (value: unknown) => typeof value === 'string' || anObject.is(value),
    words: 'a cassette or its text',
  },
  speed: aPositiveNumber,
  pieces: /*#__PURE__*/ optional(/*#__PURE__*/ wholeNumberFrom(1)),
  scheduler: aScheduler,
};

const frameOf = (chunk: CassetteChunk): TransportFrame => {
  if ('message' in chunk) return { kind: 'message', message: chunk.message };
  return { kind: 'data', chunk: 'data' in chunk ? chunk.data : fromBase64(chunk.base64) };
};

/** Plays what was recorded; each step at its time from the subscription, which does not drift. */
const played = (
  { status, headers, chunks, end }: Cassette,
  speed: number,
  scheduler: SchedulerLike,
): Observable<TransportFrame> =>
  new Observable((output) => {
    const steps = [
      ...chunks.map((chunk) => ({ t: chunk.t, play: () => output.next(frameOf(chunk)) })),
      ...(end?.end === 'complete' ? [{ t: end.t, play: () => output.complete() }] : []),
      ...(end?.end === 'error' ? [{ t: end.t, play: () => output.error(connectionReset()) }] : []),
    ];
    const start = scheduler.now();
    let at = 0;

    /** Plays the steps that are due at one time; returns when the next ones are. */
    const playUntil = (time: number): number | undefined => {
      for (; !output.closed; at++) {
        const step = steps[at];
        if (step === undefined) return undefined;
        if (step.t / speed > time) return step.t / speed;
        step.play();
      }
      return undefined;
    };

    if (status !== 0) output.next({ kind: 'open', status, headers });
    const first = playUntil(0);
    if (first === undefined) return undefined;
    return scheduler.schedule<number>(
      function (time = first) {
        const next = playUntil(time);
        const elapsed = scheduler.now() - start;
        if (next !== undefined) this.schedule(next, Math.max(0, next - elapsed));
      },
      first,
      first,
    );
  });

/**
 * Makes a transport that plays a recorded answer, whatever it is asked: the response opens at once,
 * and each chunk comes at its time, to the millisecond in virtual time. A recording that ended with
 * an unsubscribe, or has no end, stays silent after its last chunk.
 *
 * ```text
 * cassette   chunks at 3, 6 and 7 ms, complete at 9 ms
 *            replay(cassette)
 * result     o--a--bc-|
 * ```
 *
 * It is also a script for `fakeTransport` and `startFakeServer`.
 *
 * @param cassette one of `record`, or the text of its file
 * @throws TypeError for a damaged cassette, with the line; RangeError for an option out of range
 *
 * @example
 * ```ts
 * import { lastValueFrom } from 'rxjs';
 * import { accumulateContent } from 'rxjs-chat-stream/operators';
 * import { sendStreamingChat } from 'rxjs-chat-stream';
 * import { replay } from 'rxjs-chat-stream/testing';
 *
 * const cassette = `{"version":1,"status":200,"headers":{"content-type":"text/event-stream"}}
 * {"t":400,"data":"event: content\\ndata: {\\"text\\":\\"Hi\\"}\\n\\n"}
 * {"t":420,"data":"event: done\\n\\n"}
 * {"t":421,"end":"complete"}`;
 * const request = { accessToken: 't', message: 'Hello', modelId: 'm', providerSlug: 'p' };
 * const transport = replay(cassette, { speed: Infinity });
 * const answer = sendStreamingChat(request, { baseUrl: 'https://chat.test', transport });
 * await lastValueFrom(answer.pipe(accumulateContent())); // => 'Hi'
 * ```
 */
export function replay(
  cassette: Cassette | string,
  { speed = 1, pieces, scheduler = asyncScheduler }: ReplayOptions = {},
): ChatTransport {
  assertOptions('replay', { cassette, speed, pieces, scheduler }, rules);
  // One that a test has made may be as damaged as a file.
  const tape = parseCassette(typeof cassette === 'string' ? cassette : formatCassette(cassette));
  const transport: ChatTransport = () => played(tape, speed, scheduler);
  return pieces === undefined ? transport : faulty(transport, { pieces });
}
