import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, defer, type Observable, of, throwError, VirtualTimeScheduler } from 'rxjs';
import {
  accumulateContent,
  retryOnNetwork,
  type RetryOnNetworkOptions,
} from '../../operators/index.js';
import type { RunHelpers } from 'rxjs/testing';
import { sendStreamingChat } from '../../src/chat.js';
import {
  StreamingApiError,
  type StreamingApiErrorInit,
  type StreamingError,
  StreamingNetworkError,
  type StreamingPhase,
} from '../../src/errors/errors.js';
import { withAttempts } from '../../src/errors/withAttempts.js';
import { contentEvent, doneEvent, resetEvent } from '../../src/eventConstructors.js';
import type { DoneEvent, ResetEvent, StreamEvent } from '../../src/events.js';
import { marbles } from '../helpers/marbles.js';
import { request, sse } from '../helpers/samples.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('a'),
  b: contentEvent('b'),
  d: doneEvent(),
  R: resetEvent(2),
  S: resetEvent(3),
};
const lost = (phase: StreamingPhase = 'sent') =>
  new StreamingNetworkError('lost', { code: 'CONNECTION_LOST', phase });
const refused = (init: Partial<StreamingApiErrorInit>) =>
  new StreamingApiError('no', { code: 'HTTP_STATUS', phase: 'headers', status: 503, ...init });
const steady: RetryOnNetworkOptions = { delay: 3, jitter: 0 };

/** One attempt: its marbles, its subscriptions (none if it is never made), the error of its `#`. */
type Attempt = readonly [diagram: string, subs: string | readonly string[], error?: unknown];

/** Plays the next attempt at each subscription, and expects the subscriptions of each. */
const attempts = (
  { cold, expectSubscriptions }: RunHelpers,
  plays: readonly Attempt[],
): Observable<StreamEvent> => {
  const sources = plays.map(([diagram, subs, error]) => {
    const source = cold(diagram, events, error);
    expectSubscriptions(source.subscriptions).toBe(typeof subs === 'string' ? subs : [...subs]);
    return source;
  });
  let next = 0;
  return defer(() => sources[next++]!);
};

interface Case {
  readonly does: string;
  readonly options?: RetryOnNetworkOptions;
  readonly plays: readonly Attempt[];
  readonly expected: string;
  readonly error?: unknown;
}

describe('retryOnNetwork', () => {
  it.each<Case>([
    {
      does: 'retries after a failure',
      plays: [
        ['--#', '           ^-!', lost()],
        ['--a--(d|)', '     -----^----!'],
      ],
      expected: '           -------a--(d|)',
    },
    {
      does: 'doubles the wait with each retry',
      plays: [
        ['--#', '           ^-!', lost()],
        ['--#', '           -----^-!', lost()],
        ['--a--(d|)', '     -------------^----!'],
      ],
      expected: '           ---------------a--(d|)',
    },
    {
      does: 'waits no longer than maxDelay',
      options: { ...steady, maxDelay: 4 },
      plays: [
        ['#', '             (^!)', lost()],
        ['#', '             ---(^!)', lost()],
        ['a|', '            -------^!'],
      ],
      expected: '           -------a|',
    },
    {
      does: 'passes on an answer that does not fail',
      plays: [['--a--(d|)', '^----!']],
      expected: '           --a--(d|)',
    },
    {
      does: 'gives up after two retries',
      plays: [
        ['#', '             (^!)', lost()],
        ['#', '             ---(^!)', lost()],
        ['#', '             ---------(^!)', lost()],
      ],
      expected: '           ---------#',
      error: withAttempts(lost(), [lost(), lost()]),
    },
    {
      does: 'does not retry with count 0',
      options: { count: 0 },
      plays: [['--#', '      ^-!', lost()]],
      expected: '           --#',
      error: lost(),
    },
    {
      does: 'passes on an error that is not retryable',
      plays: [['--#', '      ^-!', refused({ status: 401 })]],
      expected: '           --#',
      error: refused({ status: 401 }),
    },
    {
      does: 'passes on such an error after a retry, with the earlier errors',
      plays: [
        ['#', '             (^!)', lost()],
        ['#', '             ---(^!)', refused({ status: 401 })],
      ],
      expected: '           ---#',
      error: withAttempts(refused({ status: 401 }), [lost()]),
    },
    {
      does: 'passes on errors of other packages',
      plays: [['--#', '      ^-!', 'boom']],
      expected: '           --#',
      error: 'boom',
    },
    {
      does: 'passes on errors of other packages untouched, even after a retry',
      plays: [
        ['#', '             (^!)', lost()],
        ['#', '             ---(^!)', 'boom'],
      ],
      expected: '           ---#',
      error: 'boom',
    },
    {
      does: 'passes on an error after the first event',
      plays: [['--a--#', '   ^----!', lost('streaming')]],
      expected: '           --a--#',
      error: lost('streaming'),
    },
    {
      does: 'passes on an error after the first event of a later attempt',
      plays: [
        ['#', '             (^!)', lost()],
        ['a--#', '          ---^--!', lost('streaming')],
      ],
      expected: '           ---a--#',
      error: withAttempts(lost('streaming'), [lost()]),
    },
  ])('$does', ({ options = steady, plays, expected, error }) => {
    marbles((helpers) => {
      const retried = attempts(helpers, plays).pipe(retryOnNetwork(options));
      helpers.expectObservable(retried).toBe(expected, events, error);
    });
  });

  it('passes on the same error object if it does not retry', () => {
    const errors: unknown[] = [];
    const error = refused({ status: 401 });
    throwError(() => error)
      .pipe(retryOnNetwork())
      .subscribe({ error: (each) => errors.push(each) });
    expect(errors[0]).toBe(error);
  });

  it('does not change an error that others share', () => {
    const scheduler = new VirtualTimeScheduler();
    const shared = lost();
    const errors: StreamingError[] = [];
    throwError(() => shared)
      .pipe(retryOnNetwork({ scheduler }))
      .subscribe({ error: (error: StreamingError) => errors.push(error) });
    scheduler.flush();
    expect(errors).toMatchObject([{ attempt: 3, kind: 'network' }]);
    expect(errors[0]?.attempts).toEqual([shared, shared]);
    expect([shared.attempt, shared.attempts]).toEqual([1, []]);
  });

  describe('waits as long as the server asks (H7, H8)', () => {
    it.each([
      [0, '(^!)', '(a|)'],
      [7, '7ms (^!)', '7ms (a|)'],
      [60_000, '60s (^!)', '60s (a|)'],
    ])('for %d ms, regardless of delay and maxDelay', (retryAfterMs, subs, expected) => {
      marbles((helpers) => {
        const source = attempts(helpers, [
          ['#', '(^!)', refused({ retryAfterMs })],
          ['(a|)', subs],
        ]);
        const retried = source.pipe(retryOnNetwork({ maxDelay: 5 }));
        helpers.expectObservable(retried).toBe(expected, events);
      });
    });

    it('but reads the wait only from an error of kind api', () => {
      marbles((helpers) => {
        const error = Object.assign(lost(), { retryAfterMs: 99 });
        const source = attempts(helpers, [
          ['#', '   (^!)', error],
          ['(a|)', '---(^!)'],
        ]);
        helpers.expectObservable(source.pipe(retryOnNetwork(steady))).toBe('---(a|)', events);
      });
    });

    it('but gives up if the server asks for more than a minute', () => {
      marbles((helpers) => {
        const error = refused({ retryAfterMs: 60_001 });
        const source = attempts(helpers, [['--#', '^-!', error]]);
        helpers.expectObservable(source.pipe(retryOnNetwork())).toBe('--#', events, error);
      });
    });
  });

  it('waits at most the maximum delay of a platform timer', () => {
    const scheduler = new VirtualTimeScheduler();
    const count = 1;
    throwError(() => lost())
      .pipe(retryOnNetwork({ count, delay: 2 ** 40, maxDelay: Infinity, jitter: 0, scheduler }))
      .subscribe({ error: () => {} });
    scheduler.flush();
    expect(scheduler.frame).toBe(2 ** 31 - 1);
  });

  it('retries at once with delay 0, however often it fails', () => {
    const scheduler = new VirtualTimeScheduler();
    const errors: StreamingError[] = [];
    throwError(() => lost())
      .pipe(retryOnNetwork({ count: 1100, delay: 0, scheduler }))
      .subscribe({ error: (error) => errors.push(error) });
    scheduler.flush();
    expect([scheduler.frame, errors[0]?.attempt]).toEqual([0, 1101]);
  });

  describe('waits for a random time', () => {
    it.each([
      [1, 0, 0],
      [1, 0.5, 500],
      [1, 0.999, 999],
      [true, 0.5, 500],
      [0, 0.5, 1000],
      [false, 0.5, 1000],
      [0.5, 0, 500],
      [0.5, 0.5, 750],
    ])('with jitter %p and random number %d: %d ms', (jitter, chance, wait) => {
      marbles((helpers) => {
        const time = wait === 0 ? '' : `${wait}ms `;
        const source = attempts(helpers, [
          ['#', '(^!)', lost()],
          ['(a|)', `${time}(^!)`],
        ]);
        const retried = source.pipe(retryOnNetwork({ delay: 1000, jitter, random: () => chance }));
        helpers.expectObservable(retried).toBe(`${time}(a|)`, events);
      });
    });

    it('of up to 500 ms by default, doubled with each retry up to 8 s', () => {
      const totalWait = (failures: number): number => {
        const scheduler = new VirtualTimeScheduler();
        throwError(() => lost())
          .pipe(retryOnNetwork({ count: failures, random: () => 1, scheduler }))
          .subscribe({ error: () => {} });
        scheduler.flush();
        return scheduler.frame;
      };
      expect([1, 2, 3, 4, 5, 6].map((n) => totalWait(n) - totalWait(n - 1))).toEqual([
        500, 1000, 2000, 4000, 8000, 8000,
      ]);
    });
  });

  describe('with retryUntil', () => {
    const cases: readonly (readonly [string, StreamingError, readonly string[]])[] = [
      ['no connection', lost('connect'), ['first-event', 'headers', 'connect']],
      ['a loss before the headers', lost('sent'), ['first-event', 'headers']],
      ['a refusal', refused({}), ['first-event', 'headers']],
      ['a loss after the headers', lost('headers'), ['first-event']],
    ];
    const untils = ['first-event', 'headers', 'connect'] as const;

    it.each(
      cases.flatMap(([what, error, allowed]) =>
        untils.map((until) => [until, what, allowed.includes(until), error] as const),
      ),
    )('%s, retries after %s: %p', (retryUntil, _, repeats, error) => {
      marbles((helpers) => {
        const source = attempts(helpers, [
          ['#', '(^!)', error],
          ['(a|)', repeats ? '---(^!)' : []],
        ]);
        const retried = source.pipe(retryOnNetwork({ ...steady, retryUntil }));
        helpers.expectObservable(retried).toBe(repeats ? '---(a|)' : '#', events, error);
      });
    });
  });

  describe('asks shouldRetry', () => {
    it.each([
      ['a failure that is not retryable', refused({ status: 401 }), true],
      ['a retryable failure', lost(), false],
    ])('about %s', (_, error, repeats) => {
      const shouldRetry = (asked: StreamingError): boolean => repeats && asked === error;
      marbles((helpers) => {
        const source = attempts(helpers, [
          ['#', '(^!)', error],
          ['(a|)', repeats ? '---(^!)' : []],
        ]);
        const retried = source.pipe(retryOnNetwork({ ...steady, shouldRetry }));
        helpers.expectObservable(retried).toBe(repeats ? '---(a|)' : '#', events, error);
      });
    });

    it('and passes on what it throws', () => {
      marbles((helpers) => {
        const source = attempts(helpers, [['--#', '^-!', lost()]]);
        const shouldRetry = (): boolean => {
          throw 'no idea';
        };
        const retried = source.pipe(retryOnNetwork({ shouldRetry }));
        helpers.expectObservable(retried).toBe('--#', events, 'no idea');
      });
    });
  });

  describe('starts no wait that would end after maxElapsedTime (R6)', () => {
    it.each([
      // A wait of 3, an attempt of 2, a wait of 6.
      [2, '--#', 1],
      [5, '-------#', 2],
      [12, '-------#', 2],
      [13, '---------------#', 3],
      [Infinity, '---------------#', 3],
    ])('of %d ms', (maxElapsedTime, expected, made) => {
      marbles((helpers) => {
        const plays: readonly Attempt[] = [
          ['--#', '^-!', lost()],
          ['--#', made > 1 ? '-----^-!' : [], lost()],
          ['--#', made > 2 ? '-------------^-!' : [], lost()],
        ];
        const retried = attempts(helpers, plays).pipe(
          retryOnNetwork({ ...steady, maxElapsedTime }),
        );
        const earlier = Array.from({ length: made - 1 }, () => lost());
        const error = made === 1 ? lost() : withAttempts(lost(), earlier);
        helpers.expectObservable(retried).toBe(expected, events, error);
      });
    });

    it('nor one that the server asks for', () => {
      marbles((helpers) => {
        const error = refused({ retryAfterMs: 7 });
        const source = attempts(helpers, [['--#', '^-!', error]]);
        const retried = source.pipe(retryOnNetwork({ maxElapsedTime: 8 }));
        helpers.expectObservable(retried).toBe('--#', events, error);
      });
    });
  });

  describe('with midStream: restart, starts again after a failure in the middle', () => {
    const restart: RetryOnNetworkOptions = { ...steady, midStream: 'restart' };

    it.each<Case>([
      {
        does: 'with a reset before the new attempt',
        plays: [
          ['--a--#', '    ^----!', lost('streaming')],
          ['-a-b-(d|)', ' --------^----!'],
        ],
        expected: '       --a-----Ra-b-(d|)',
      },
      {
        does: 'with one reset, even if an attempt between emits nothing',
        plays: [
          ['-a-#', '      ^--!', lost('streaming')],
          ['-#', '        ------^!', lost()],
          ['--b|', '      -------------^--!'],
        ],
        expected: '       -a----R--------b|',
      },
      {
        does: 'with a reset after each attempt that emitted something',
        plays: [
          ['a#', '        ^!', lost('streaming')],
          ['--a#', '      ----^--!', lost('streaming')],
          ['--b|', '      -------------^--!'],
        ],
        expected: '       a---R-a------S-b|',
      },
      {
        does: 'without a reset when nothing was emitted',
        plays: [
          ['--#', '       ^-!', lost('headers')],
          ['-a|', '       -----^-!'],
        ],
        expected: '       ------a|',
      },
      {
        does: 'regardless of retryUntil',
        options: { ...restart, retryUntil: 'connect' },
        plays: [
          ['-a#', '       ^-!', lost('streaming')],
          ['-b|', '       -----^-!'],
        ],
        expected: '       -a---Rb|',
      },
      {
        does: 'without a reset when it gives up',
        plays: [
          ['-a#', '       ^-!', lost('streaming')],
          ['-b#', '       -----^-!', refused({ status: 401 })],
        ],
        expected: '       -a---Rb#',
        error: withAttempts(refused({ status: 401 }), [lost('streaming')]),
      },
    ])('$does', ({ options = restart, plays, expected, error }) => {
      marbles((helpers) => {
        const retried = attempts(helpers, plays).pipe(retryOnNetwork(options));
        helpers.expectObservable(retried).toBe(expected, events, error);
      });
    });
  });

  it('cancels the wait or the attempt when it is unsubscribed', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--#', events, lost());
      expectObservable(source.pipe(retryOnNetwork(steady)), '---!').toBe('----');
      expectObservable(source.pipe(retryOnNetwork(steady)), '------!').toBe('-------');
      expectSubscriptions(source.subscriptions).toBe(['^-!', '^-!', '-----^!']);
    });
  });

  it('never duplicates or loses a character, for any failures and options (R3)', () => {
    const answerText = 'Hello, world';
    const answer = [...answerText].map(contentEvent);
    const policy = fc.record({
      count: fc.nat(4),
      retryUntil: fc.constantFrom('first-event' as const, 'headers' as const, 'connect' as const),
      midStream: fc.constantFrom('error' as const, 'restart' as const),
      jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const failure = fc.record({
      after: fc.nat(answer.length),
      phase: fc.constantFrom<StreamingPhase>('connect', 'sent', 'headers'),
    });
    fc.assert(
      fc.property(fc.array(failure, { maxLength: 5 }), policy, (failures, options) => {
        const scheduler = new VirtualTimeScheduler();
        let made = 0;
        const source = defer(() => {
          const fails = failures[made++];
          if (fails === undefined) return of(...answer, doneEvent());
          const error = lost(fails.after === 0 ? fails.phase : 'streaming');
          return concat(
            of(...answer.slice(0, fails.after)),
            throwError(() => error),
          );
        });
        const texts: string[] = [];
        let failed = false;
        source
          .pipe(retryOnNetwork({ ...options, scheduler }), accumulateContent())
          .subscribe({ next: (text) => texts.push(text), error: () => (failed = true) });
        scheduler.flush();

        expect(texts.filter((text) => !answerText.startsWith(text))).toEqual([]);
        // The last text is the answer, or as far as the last attempt came.
        const last = failed ? answerText.slice(0, failures[made - 1]?.after) : answerText;
        expect(texts.at(-1) ?? '').toBe(last);
        expect(made).toBeLessThanOrEqual(options.count + 1);
        // Without a restart, an attempt that emitted something is the last.
        const repeated = failures.slice(0, made - 1).some(({ after }) => after > 0);
        expect(repeated && options.midStream === 'error').toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('errors with what random throws', () => {
    const boom = new Error('boom');
    const random = (): number => {
      throw boom;
    };
    marbles((helpers) => {
      const source = attempts(helpers, [['--#', '^-!', lost()]]);
      const retried = source.pipe(retryOnNetwork({ random }));
      helpers.expectObservable(retried).toBe('--#', events, boom);
    });
  });

  it('sends the request again with a new token and the same idempotency key (R5)', () => {
    marbles(({ cold, expectObservable, flush }) => {
      const sent: unknown[] = [];
      let token = 0;
      const call$ = sendStreamingChat(
        { ...request, accessToken: () => `sk-token-${++token}` },
        {
          baseUrl: 'https://chat.example',
          idempotencyKey: true,
          transport: ({ headers }) => {
            sent.push([headers['Authorization'], headers['Idempotency-Key']]);
            return sent.length === 1
              ? cold('-(o|)', { o: { kind: 'open', status: 503, headers: { 'retry-after': '1' } } })
              : cold('o-d', {
                  o: { kind: 'open', status: 200, headers: {} },
                  d: { kind: 'data', chunk: sse('done', {}) },
                });
          },
        },
      );
      expectObservable(call$.pipe(retryOnNetwork())).toBe('1s ---(d|)', events);
      flush();
      const key = (sent[0] as string[])[1];
      expect(sent).toEqual([
        ['Bearer sk-token-1', key],
        ['Bearer sk-token-2', key],
      ]);
    });
  });

  it.each([
    [
      { count: -1 },
      new RangeError('retryOnNetwork: count must be a whole number from 0 or Infinity, got -1'),
    ],
    [
      { count: 1.5 },
      new RangeError('retryOnNetwork: count must be a whole number from 0 or Infinity, got 1.5'),
    ],
    [{ scheduler: null }, new TypeError('retryOnNetwork: scheduler must be a scheduler, got null')],
    [
      { count: '2' },
      new TypeError('retryOnNetwork: count must be a whole number from 0 or Infinity, got "2"'),
    ],
    [
      { count: Symbol('two') },
      new TypeError(
        'retryOnNetwork: count must be a whole number from 0 or Infinity, got Symbol(two)',
      ),
    ],
    [{ delay: NaN }, new RangeError('retryOnNetwork: delay must be a number from 0, got NaN')],
    [{ maxDelay: -5 }, new RangeError('retryOnNetwork: maxDelay must be a number from 0, got -5')],
    [
      { jitter: 1.5 },
      new RangeError('retryOnNetwork: jitter must be a number from 0 to 1, got 1.5'),
    ],
    [
      { jitter: '0.5' },
      new TypeError('retryOnNetwork: jitter must be a number from 0 to 1, got "0.5"'),
    ],
    [{ jitter: -1 }, new RangeError('retryOnNetwork: jitter must be a number from 0 to 1, got -1')],
    [
      { retryUntil: 'done' },
      new TypeError(
        'retryOnNetwork: retryUntil must be "first-event" or "headers" or "connect", got "done"',
      ),
    ],
    [
      { midStream: 'go' },
      new TypeError('retryOnNetwork: midStream must be "error" or "restart", got "go"'),
    ],
    [
      { maxElapsedTime: -1 },
      new RangeError('retryOnNetwork: maxElapsedTime must be a number from 0, got -1'),
    ],
    [
      { shouldRetry: true },
      new TypeError('retryOnNetwork: shouldRetry must be a function, got true'),
    ],
    [{ random: 5 }, new TypeError('retryOnNetwork: random must be a function, got 5')],
  ])('rejects %j when called', (options, error) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => retryOnNetwork(options as RetryOnNetworkOptions)).toThrow(error);
  });

  it('accepts Infinity as count', () => {
    expect(() => retryOnNetwork({ count: Infinity })).not.toThrow();
  });

  it('adds reset to the union', () => {
    const wider$ = of(doneEvent()).pipe(retryOnNetwork());
    const inferred: Expect<Equal<typeof wider$, Observable<DoneEvent | ResetEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
