import {
  asyncScheduler,
  defer,
  type Observable,
  retry,
  type SchedulerLike,
  startWith,
  tap,
  timer,
} from 'rxjs';
import { type AnyStreamingError, isStreamingError } from '../src/errors/isStreamingError.js';
import { withAttempts } from '../src/errors/withAttempts.js';
import { resetEvent } from '../src/eventConstructors.js';
import type { ResetEvent } from '../src/events.js';
import {
  aFunction,
  aScheduler,
  assertOptions,
  numberFrom,
  oneOf,
  orInfinity,
  wholeNumberFrom,
} from '../src/validation.js';
import { backoff } from './internal/backoff.js';

/** Options of {@link retryOnNetwork}. */
export interface RetryOnNetworkOptions {
  /** Maximum number of retries (`count + 1` attempts). 0 disables retrying. @defaultValue `2` */
  readonly count?: number;
  /** Maximum wait before the first retry in ms; doubled for each later one. @defaultValue `500` */
  readonly delay?: number;
  /**
   * Maximum wait before any retry, in ms. A wait that the server asks for may be longer.
   * @defaultValue `8000`
   */
  readonly maxDelay?: number;
  /**
   * Random share of the wait. With 1 or `true` the wait is anything from 0 to its maximum; with 0
   * or `false` it is the maximum.
   * @defaultValue `1`
   */
  readonly jitter?: number | boolean;
  /**
   * How far a failed attempt may have come to be retried: no event emitted (`first-event`), no
   * stream opened (`headers`), or no connection made (`connect`). Only `connect` makes
   * sure that the server has not started, and will not bill twice.
   * @defaultValue `'first-event'`
   */
  readonly retryUntil?: 'first-event' | 'headers' | 'connect';
  /**
   * Decides whether a failure is retried at all.
   * @defaultValue retries what is `retryable`; `isSafeToRetry` is stricter
   */
  readonly shouldRetry?: (error: AnyStreamingError) => boolean;
  /**
   * Maximum ms from the subscription to the start of the last attempt, waits included. A wait that
   * would end later is not started. It does not limit a running attempt.
   * @defaultValue `Infinity`
   */
  readonly maxElapsedTime?: number;
  /**
   * What to do with a failure beyond `retryUntil`: pass it on (`error`), or retry and emit a
   * `reset` that voids the events before it (`restart`).
   * @defaultValue `'error'`
   */
  readonly midStream?: 'error' | 'restart';
  /** Returns a number from 0 to below 1. @defaultValue `Math.random` */
  readonly random?: () => number;
  /** Clock and timer of the waits. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const rules = {
  count: /*#__PURE__*/ orInfinity(/*#__PURE__*/ wholeNumberFrom(0)),
  delay: /*#__PURE__*/ numberFrom(0),
  maxDelay: /*#__PURE__*/ numberFrom(0),
  jitter: /*#__PURE__*/ numberFrom(0, 1),
  retryUntil: /*#__PURE__*/ oneOf('first-event', 'headers', 'connect'),
  shouldRetry: aFunction,
  maxElapsedTime: /*#__PURE__*/ numberFrom(0),
  midStream: /*#__PURE__*/ oneOf('error', 'restart'),
  random: aFunction,
  scheduler: aScheduler,
};

// In ms. If a server asks for a longer wait, the error is passed on and reports that wait.
const MAX_SERVER_WAIT = 60_000;

/**
 * Retries transient failures with backoff, and never emits text twice.
 *
 * ```text
 * Failures before the first event:
 * attempt 1  --#                          # StreamingNetworkError CONNECT_FAILED
 * attempt 2       --#
 * attempt 3               --a--b--(d|)    a "Hel", b "lo", d done
 *            retryOnNetwork({ delay: 3, jitter: 0 })
 * result     ---------------a--b--(d|)
 *
 * A failure in the middle of the answer:
 * attempt 1  --a--#                  a "Hel", # StreamingNetworkError CONNECTION_LOST
 * attempt 2          --a--b--(d|)    b "lo", d done
 *            retryOnNetwork({ midStream: 'restart', delay: 3, jitter: 0 })
 * result     --a-----R-a--b--(d|)    R reset
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source. With `sendStreamingChat`, each attempt is a request of its
 *   own and looks up the token again.
 * - Next: passed on. With `midStream: 'restart'`, an attempt that replaces emitted events starts
 *   with a `reset`.
 * - Complete: passed on.
 * - Error: an error with `retryable: true` starts a wait and then the next attempt. The wait is
 *   what the server asks for, otherwise exponential backoff with full jitter. The error is passed
 *   on if it is not retryable, if the retries or the time are used up, if the attempt has come
 *   further than `retryUntil`, or if the server asks for more than 60 s. After a retry it has the
 *   earlier errors in `attempts`; otherwise it is untouched. Errors that are not a `StreamingError`
 *   are passed on.
 * - Unsubscribe: unsubscribes from the source, or cancels the wait.
 *
 * **When to use** – Use when a short network failure or an overloaded server should not reach the
 * user.
 * **Gotchas** – Put it before operators that accumulate, and after `timeoutBetweenChunks` and
 * `throwOnErrorEvent`, so that it sees their errors. Do not combine it with a transport that
 * retries. Aborting the `signal` of the config does not end a wait: the next attempt notices it and
 * sends nothing. Unsubscribing ends a wait at once.
 *
 * @returns an operator that adds `reset` to the union
 * @throws RangeError or TypeError when an option is invalid
 *
 * @example
 * ```ts
 * import { defer, lastValueFrom, of, throwError } from 'rxjs';
 * import { doneEvent, StreamingNetworkError } from 'rxjs-chat-stream';
 * import { retryOnNetwork } from 'rxjs-chat-stream/operators';
 *
 * let attempts = 0;
 * const refused = new StreamingNetworkError('No', { code: 'CONNECT_FAILED', phase: 'connect' });
 * const source = defer(() => (++attempts === 1 ? throwError(() => refused) : of(doneEvent())));
 * const { type } = await lastValueFrom(source.pipe(retryOnNetwork({ delay: 1 })));
 * [attempts, type]; // => [2, 'done']
 * ```
 */
export function retryOnNetwork({
  count = 2,
  delay = 500,
  maxDelay = 8000,
  jitter = 1,
  retryUntil = 'first-event',
  shouldRetry = ({ retryable }) => retryable,
  maxElapsedTime = Infinity,
  midStream = 'error',
  random = Math.random,
  scheduler = asyncScheduler,
}: RetryOnNetworkOptions = {}): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<E | ResetEvent> {
  const share = typeof jitter === 'boolean' ? Number(jitter) : jitter;
  assertOptions(
    'retryOnNetwork',
    {
      count,
      delay,
      maxDelay,
      jitter: share,
      retryUntil,
      shouldRetry,
      maxElapsedTime,
      midStream,
      random,
      scheduler,
    },
    rules,
  );

  const waitAfter = backoff({ delay, maxDelay, jitter: share, random });
  return <E extends { readonly type: string }>(source: Observable<E>) =>
    defer(() => {
      // The errors of the failed attempts, oldest first.
      const failures: AnyStreamingError[] = [];
      // Whether events have been emitted since the start or the last `reset`.
      let emitted = false;
      const lastStart = scheduler.now() + maxElapsedTime;

      const attempt = defer((): Observable<E | ResetEvent> => {
        const events = source.pipe(tap(() => (emitted = true)));
        if (!emitted) return events;
        emitted = false;
        return events.pipe(startWith(resetEvent(failures.length + 1)));
      });

      const mayRetry = (error: AnyStreamingError): boolean => {
        if (failures.length >= count || !shouldRetry(error)) return false;
        return midStream === 'restart' || (!emitted && isBefore(retryUntil, error));
      };

      const nextAttempt = (error: unknown): Observable<unknown> => {
        if (!isStreamingError(error)) throw error;
        if (mayRetry(error)) {
          const serverWait = error.kind === 'api' ? error.retryAfterMs : undefined;
          const wait = serverWait ?? waitAfter(failures.length);
          if ((serverWait ?? 0) <= MAX_SERVER_WAIT && scheduler.now() + wait <= lastStart) {
            failures.push(error);
            return timer(wait, scheduler);
          }
        }
        throw failures.length === 0 ? error : withAttempts(error, failures);
      };

      return attempt.pipe(retry({ delay: nextAttempt }));
    });
}

/** Whether an attempt that emitted nothing failed before the point that `retryUntil` names. */
const isBefore = (
  retryUntil: 'first-event' | 'headers' | 'connect',
  { phase, code }: AnyStreamingError,
): boolean =>
  retryUntil === 'first-event' ||
  phase === 'connect' ||
  // A refusal, such as a 503, has headers but opens no stream.
  (retryUntil === 'headers' && (phase === 'sent' || code === 'HTTP_STATUS'));
