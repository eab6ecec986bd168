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
import { resetEvent, type ResetEvent } from '../src/events.js';
import { MAX_TIMER_DELAY } from '../src/rx/maxTimerDelay.js';
import {
  aFunction,
  aNumber,
  aScheduler,
  check,
  from0,
  oneOf,
  upTo,
  whole,
} from '../src/validation.js';

/** Options of {@link retryOnNetwork}. */
export interface RetryOnNetworkOptions {
  /** Most retries, so one attempt less than there may be in all; 0 is never. @defaultValue `2` */
  readonly count?: number;
  /** Longest wait before the first retry, in ms; it doubles for each further one. @defaultValue `500` */
  readonly delay?: number;
  /** Longest wait of all, in ms; what a server asks for does not count. @defaultValue `8000` */
  readonly maxDelay?: number;
  /** Share of the wait that is left to chance: 1 or `true` is all of it, 0 or `false` nothing. @defaultValue `1` */
  readonly jitter?: number | boolean;
  /**
   * How far an attempt may have come to be repeated: no event delivered (`first-event`), no stream opened (`headers`), no
   * connection made (`connect`). The server may have worked, and may bill, in all but the last. @defaultValue `'first-event'`
   */
  readonly retryUntil?: 'first-event' | 'headers' | 'connect';
  /** Which failures may be repeated at all. @defaultValue those that are `retryable`; `isSafeToRetry` is stricter */
  readonly shouldRetry?: (error: AnyStreamingError) => boolean;
  /**
   * Most ms from the subscription to the start of the last attempt, waits included: a wait that would end later is not begun.
   * A running attempt has its own limits. @defaultValue `Infinity`
   */
  readonly maxElapsedTime?: number;
  /** What happens past that point: the error passes, or a `reset` voids what was delivered. @defaultValue `'error'` */
  readonly midStream?: 'error' | 'restart';
  /** Gives a number from 0 up to 1, as `Math.random` does. @defaultValue `Math.random` */
  readonly random?: () => number;
  /** Timer of the waits. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

// A server that asks for more wants to be left alone; the error tells for how long.
const LONGEST_SERVER_WAIT = 60_000;

/**
 * Subscribes to the source again when it fails in a way that may pass, and never duplicates text.
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
 * - Subscribe: subscribes to the source; with `sendStreamingChat`, each attempt is a request of its own, with a token of its own.
 * - Next: passed on. With `midStream: 'restart'` an attempt that replaces delivered events begins with a `reset`, at once.
 * - Complete: passed on.
 * - Error: an error with `retryable: true` is followed by a wait – what the server asks for, or else full-jitter back-off – and the
 *   next attempt. It is passed on when the retries or the time are used up, when it is not retryable, when the attempt had come too
 *   far, or when the server asks for over 60 s. After earlier attempts it has their errors in `attempts`; otherwise it is untouched.
 *   What is no `StreamingError` is passed on.
 * - Unsubscribe: unsubscribes from the source, or cancels the wait.
 *
 * **When to use** – Use when a short failure of the network or an overloaded server should not reach the user.
 * **Gotchas** – Put it before the operators that accumulate, and behind `timeoutBetweenChunks` and `throwOnErrorEvent`, whose errors it
 * should see. Do not combine it with a transport that retries. A `signal` that is aborted during a wait is noticed at the next attempt, which then
 * sends nothing; unsubscribing ends a wait at once.
 *
 * @returns an operator that adds `reset` to the union
 * @throws RangeError or TypeError when an option is out of range
 *
 * @example
 * ```ts
 * import { defer, lastValueFrom, of, throwError } from 'rxjs';
 * import { doneEvent, StreamingNetworkError } from 'rxjs-chat-stream';
 * import { retryOnNetwork } from 'rxjs-chat-stream/operators';
 *
 * let attempts = 0;
 * const lost = new StreamingNetworkError('Refused', { code: 'CONNECT_FAILED', phase: 'connect' });
 * const source = defer(() => (++attempts === 1 ? throwError(() => lost) : of(doneEvent())));
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
  const numbers = { count, delay, maxDelay, jitter: share, maxElapsedTime };
  check('retryOnNetwork', numbers, aNumber, from0);
  check('retryOnNetwork', { count }, whole);
  check('retryOnNetwork', { jitter: share }, upTo(1));
  check('retryOnNetwork', { retryUntil }, oneOf('first-event', 'headers', 'connect'));
  check('retryOnNetwork', { midStream }, oneOf('error', 'restart'));
  check('retryOnNetwork', { shouldRetry, random }, aFunction);
  check('retryOnNetwork', { scheduler }, aScheduler);

  return <E extends { readonly type: string }>(source: Observable<E>) =>
    defer(() => {
      // The errors of the attempts so far, oldest first.
      const failures: AnyStreamingError[] = [];
      // Whether an event has been delivered that no reset has voided.
      let delivered = false;
      const lastStart = scheduler.now() + maxElapsedTime;

      const attempt = defer((): Observable<E | ResetEvent> => {
        const events = source.pipe(tap(() => (delivered = true)));
        if (!delivered) return events;
        delivered = false;
        return events.pipe(startWith(resetEvent(failures.length + 1)));
      });

      const mayRepeat = (error: AnyStreamingError): boolean => {
        if (failures.length >= count || !shouldRetry(error)) return false;
        return midStream === 'restart' || (!delivered && isBefore(retryUntil, error));
      };

      // Any wait up to the longest is as likely ("full jitter"), which spreads the clients that failed together.
      const backoff = (): number => {
        // Doubled 50 times, any delay is over any limit; twice that, 0 would become NaN.
        const doubled = delay * 2 ** Math.min(failures.length, 50);
        return Math.min(doubled, maxDelay, MAX_TIMER_DELAY) * (1 - share + share * random());
      };

      const nextAttempt = (error: unknown): Observable<unknown> => {
        if (!isStreamingError(error)) throw error;
        if (mayRepeat(error)) {
          const asked = error.kind === 'api' ? error.retryAfterMs : undefined;
          const wait = asked ?? backoff();
          if ((asked ?? 0) <= LONGEST_SERVER_WAIT && scheduler.now() + wait <= lastStart) {
            failures.push(error);
            return timer(wait, scheduler);
          }
        }
        throw failures.length === 0 ? error : withAttempts(error, failures);
      };

      return attempt.pipe(retry({ delay: nextAttempt }));
    });
}

/** Whether an attempt that delivered nothing failed before the point up to which it may be repeated. */
const isBefore = (
  retryUntil: 'first-event' | 'headers' | 'connect',
  { phase, code }: AnyStreamingError,
): boolean =>
  retryUntil === 'first-event' ||
  phase === 'connect' ||
  // A refusal has headers, but no stream was opened.
  (retryUntil === 'headers' && (phase === 'sent' || code === 'HTTP_STATUS'));
