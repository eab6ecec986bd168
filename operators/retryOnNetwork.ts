import {
  asyncScheduler,
  defer,
  finalize,
  first,
  isObservable,
  merge,
  NEVER,
  type Observable,
  of,
  type SchedulerLike,
  startWith,
  switchMap,
  tap,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import { StreamingNetworkError } from '../src/errors/errors.js';
import { eventOfError } from '../src/errors/eventOfError.js';
import type { AnyStreamingError } from '../src/errors/anyStreamingError.js';
import { isStreamingError } from '../src/errors/isStreamingError.js';
import { withAttempts } from '../src/errors/withAttempts.js';
import { resetEvent, retryingEvent } from '../src/eventConstructors.js';
import type { RetryReason } from '../src/eventDetails.js';
import type { ResetEvent, RetryingEvent } from '../src/events.js';
import { gate } from '../src/rx/gate.js';
import { MAX_TIMER_DELAY } from '../src/rx/maxTimerDelay.js';
import { retryWith } from '../src/rx/retryWith.js';
import {
  aBoolean,
  aFunction,
  aScheduler,
  assertOptions,
  numberFrom,
  oneOf,
  orInfinity,
  type Rule,
  wholeNumberFrom,
} from '../src/validation.js';
import { isVisible } from './internal/isVisible.js';
import { retryPolicy } from './internal/retryPolicy.js';

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
   * How far a failed attempt may have come to be retried: nothing emitted that a user could see
   * (`first-event`), no stream opened (`headers`), or no connection made (`connect`). Only
   * `connect` makes sure that the server has not started, and will not bill twice.
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
   * would end later is not started; an attempt that `online` still holds then is given up. It does
   * not limit a running attempt.
   * @defaultValue `Infinity`
   */
  readonly maxElapsedTime?: number;
  /**
   * What to do with a failure beyond `retryUntil`: pass it on (`error`), or retry and emit a
   * `reset` that voids the events before it (`restart`).
   * @defaultValue `'error'`
   */
  readonly midStream?: 'error' | 'restart';
  /** Whether to emit a `retrying` event before each wait. @defaultValue `false` */
  readonly announce?: boolean;
  /**
   * Ends a wait whenever it emits, for example when the page is visible again.
   * @defaultValue `NEVER`
   */
  readonly wake?: Observable<unknown>;
  /**
   * Whether there is a network. Each attempt, also the first, starts only once the last value is
   * `true`, or it has completed. A hold counts neither as an attempt nor as a retry. Subscribed to
   * once, for as long as the result; it should emit its present value at once.
   * @defaultValue always `true`
   */
  readonly online?: Observable<boolean>;
  /** Returns a number from 0 to below 1. @defaultValue `Math.random` */
  readonly random?: () => number;
  /** Clock and timer of the waits. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const anObservable: Rule = { is: isObservable, words: 'an Observable' };
const anObservableIfAny: Rule = {
  ...anObservable,
  is: (value) => value === undefined || isObservable(value),
};

const rules = {
  count: /*#__PURE__*/ orInfinity(/*#__PURE__*/ wholeNumberFrom(0)),
  delay: /*#__PURE__*/ numberFrom(0),
  maxDelay: /*#__PURE__*/ numberFrom(0),
  jitter: /*#__PURE__*/ numberFrom(0, 1),
  retryUntil: /*#__PURE__*/ oneOf('first-event', 'headers', 'connect'),
  shouldRetry: aFunction,
  maxElapsedTime: /*#__PURE__*/ numberFrom(0),
  midStream: /*#__PURE__*/ oneOf('error', 'restart'),
  announce: aBoolean,
  wake: anObservable,
  online: anObservableIfAny,
  random: aFunction,
  scheduler: aScheduler,
};

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
 * A failure that a view reports:
 * attempt 1  --#                  # StreamingNetworkError CONNECT_FAILED
 * attempt 2       --a--b--(d|)    a "Hel", b "lo", d done
 *            retryOnNetwork({ announce: true, delay: 3, jitter: 0 })
 * result     --w----a--b--(d|)    w retrying
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
 * - Next: passed on. With `announce`, a `retrying` comes before each wait. With `midStream:
 *   'restart'`, an attempt that replaces what a user could have seen starts with a `reset`. That is
 *   everything but `tps`, `usage`, `providerState`, `retrying`, `reset` and empty text.
 * - Complete: passed on.
 * - Error: an error with `retryable: true` starts a wait and then the next attempt. The wait is
 *   what the server asks for, otherwise exponential backoff with full jitter. The error is passed
 *   on if it is not retryable, if the retries or the time are used up, if the attempt has come
 *   further than `retryUntil`, or if the server asks for more than 60 s. After a retry it has the
 *   earlier errors in `attempts`; otherwise it is untouched. Errors that are not a `StreamingError`
 *   are passed on, and so are those of `wake` and `online` while an attempt waits for them.
 * - Unsubscribe: unsubscribes from the source, or cancels the wait.
 *
 * **When to use** – Use when a short network failure or an overloaded server should not reach the
 * user.
 * **Gotchas** – Put it before operators that accumulate, and after `timeoutBetweenChunks` and
 * `throwOnErrorEvent`, so that it sees their errors. Do not combine it with a transport that
 * retries. Unsubscribing ends a wait at once. Aborting the `signal` of the config does not: the
 * next attempt notices it and sends nothing. `wake: fromEvent(signal, 'abort')` makes that attempt
 * at once.
 *
 * @returns an operator that adds `reset` and `retrying` to the union
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
  announce = false,
  wake = NEVER,
  online,
  random = Math.random,
  scheduler = asyncScheduler,
}: RetryOnNetworkOptions = {}): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<E | ResetEvent | RetryingEvent> {
  const share = typeof jitter === 'boolean' ? Number(jitter) : jitter;
  const waits = { delay, maxDelay, jitter: share, random };
  const policy = { count, retryUntil, shouldRetry, midStream, ...waits };
  const others = { maxElapsedTime, announce, wake, online, scheduler };
  assertOptions('retryOnNetwork', { ...policy, ...others }, rules);

  const waitAfter = retryPolicy(policy);
  return <E extends { readonly type: string }>(source: Observable<E>) =>
    defer(() => {
      // The errors of the failed attempts, oldest first.
      const failures: AnyStreamingError[] = [];
      // Whether a user could have seen an event since the start or the last `reset`.
      let isDelivered = false;
      const lastStart = scheduler.now() + maxElapsedTime;
      const network = online && gate(online);

      const failed = (error: AnyStreamingError): AnyStreamingError =>
        failures.length === 0 ? error : withAttempts(error, failures);

      const offline = (): AnyStreamingError => {
        const last = failures.pop();
        const init = { code: 'CONNECT_FAILED', phase: 'connect' } as const;
        return last ? failed(last) : new StreamingNetworkError('There is no network', init);
      };

      const whenOnline = (): Observable<unknown> => {
        if (network === undefined) return of(true);
        if (lastStart === Infinity) return network.whenOpen;
        const left = Math.min(lastStart - scheduler.now(), MAX_TIMER_DELAY);
        const giveUp = throwError(offline);
        return network.whenOpen.pipe(timeout({ first: left, scheduler, with: () => giveUp }));
      };

      const attempt = defer((): Observable<E | ResetEvent> => {
        const events = source.pipe(tap((event) => (isDelivered ||= isVisible(event))));
        if (!isDelivered) return events;
        isDelivered = false;
        return events.pipe(startWith(resetEvent(failures.length + 1)));
      });

      const attempts = attempt.pipe(
        retryWith<E | ResetEvent, RetryingEvent>((error, output) => {
          if (!isStreamingError(error)) throw error;
          const delayMs = waitAfter(error, failures.length, isDelivered);
          if (delayMs === undefined || scheduler.now() + delayMs > lastStart) throw failed(error);
          failures.push(error);
          const next = { attempt: failures.length + 1, delayMs, error: reasonOf(error) };
          if (announce) output.next(retryingEvent(next));
          return merge(timer(delayMs, scheduler), wake).pipe(first(), switchMap(whenOnline));
        }),
      );
      if (network === undefined) return attempts;
      return whenOnline().pipe(
        switchMap(() => attempts),
        finalize(network.close),
      );
    });
}

const reasonOf = (error: AnyStreamingError): RetryReason => {
  const { type: _type, retryable: _always, retryAfterMs: _wait, ...reason } = eventOfError(error);
  return { ...reason, kind: error.kind };
};
