import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import {
  concat,
  defer,
  fromEvent,
  NEVER,
  type Observable,
  of,
  Subject,
  type Subscription,
  throwError,
  VirtualTimeScheduler,
} from 'rxjs';
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
import {
  contentEvent,
  doneEvent,
  fileEvent,
  providerStateEvent,
  reasoningEvent,
  resetEvent,
  retryingEvent,
  sourceEvent,
  toolCallEvent,
  toolResultEvent,
  tpsEvent,
  usageEvent,
} from '../../src/eventConstructors.js';
import type { Retrying } from '../../src/eventDetails.js';
import type { DoneEvent, ResetEvent, RetryingEvent, StreamEvent } from '../../src/events.js';
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
  values = events,
): Observable<StreamEvent> => {
  const sources = plays.map(([diagram, subs, error]) => {
    const source = cold(diagram, values, error);
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

    it.each([NaN, -5])('but not %p ms, as a copied error may have', (retryAfterMs) => {
      marbles((helpers) => {
        const error = Object.assign(refused({}), { retryAfterMs });
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
      // What is no share is the maximum.
      [1, NaN, 1000],
      [1, -1, 1000],
      [1, 2, 1000],
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

  describe('counts as delivered what a user could have seen', () => {
    const call = { index: 0, id: 'c', name: 'add', argumentsText: '' };
    const visible: readonly StreamEvent[] = [
      contentEvent('a'),
      reasoningEvent('a'),
      toolCallEvent(call),
      toolResultEvent({ id: 'c', result: 1 }),
      sourceEvent({ url: 'https://a.example' }),
      fileEvent({ mediaType: 'image/png', base64: 'iVBO' }),
      doneEvent(),
      // Not in the union, which is the point.
      { type: 'mine', text: '' } as unknown as StreamEvent,
    ];
    const others: readonly StreamEvent[] = [
      contentEvent(''),
      reasoningEvent(''),
      tpsEvent(4),
      usageEvent({ inputTokens: 1 }),
      providerStateEvent({ protocol: 'agUi', state: 1 }),
      retryingEvent({ attempt: 2, delayMs: 1, error: { message: 'no', kind: 'network' } }),
      resetEvent(2),
    ];

    it.each(visible)('%j', (event) => {
      marbles((helpers) => {
        const values = { ...events, v: event };
        const error = lost('streaming');
        const once = attempts(helpers, [['-v#', '^-!', error]], values);
        const retried = once.pipe(retryOnNetwork(steady));
        helpers.expectObservable(retried).toBe('-v#', values, error);

        const twice = attempts(
          helpers,
          [
            ['-v#', '^-!', error],
            ['--v|', '-----^--!'],
          ],
          values,
        );
        const restarted = twice.pipe(retryOnNetwork({ ...steady, midStream: 'restart' }));
        helpers.expectObservable(restarted).toBe('-v---R-v|', values);
      });
    });

    it.each(others)('not %j', (event) => {
      marbles((helpers) => {
        const values = { ...events, v: event };
        for (const midStream of ['error', 'restart'] as const) {
          const source = attempts(
            helpers,
            [
              ['-v#', '^-!', lost('streaming')],
              ['-v-a|', '-----^---!'],
            ],
            values,
          );
          const retried = source.pipe(retryOnNetwork({ ...steady, midStream }));
          helpers.expectObservable(retried).toBe('-v----v-a|', values);
        }
      });
    });
  });

  describe('with announce', () => {
    const announced = (attempt: number, delayMs: number, error: Retrying['error']) =>
      retryingEvent({ attempt, delayMs, error });
    const reason = { message: 'lost', code: 'CONNECTION_LOST', kind: 'network' } as const;
    const loud: RetryOnNetworkOptions = { ...steady, announce: true };

    it.each<Case>([
      {
        does: 'emits retrying before each wait',
        plays: [
          ['--#', '           ^-!', lost()],
          ['--#', '           -----^-!', lost()],
          ['--a--(d|)', '     -------------^----!'],
        ],
        expected: '           --V----W-------a--(d|)',
      },
      {
        does: 'before the reset of the next attempt',
        options: { ...loud, midStream: 'restart' },
        plays: [
          ['-a#', '           ^-!', lost('streaming')],
          ['-b|', '           -----^-!'],
        ],
        expected: '           -aV--Rb|',
      },
      {
        does: 'also without a wait',
        options: { announce: true, delay: 0 },
        plays: [
          ['-#', '            ^!', lost()],
          ['-a|', '           -^-!'],
        ],
        expected: '           -0a|',
      },
      {
        does: 'not when it gives up',
        options: { ...loud, count: 1 },
        plays: [
          ['-#', '            ^!', lost()],
          ['-#', '            ----^!', lost()],
        ],
        expected: '           -V---#',
        error: withAttempts(lost(), [lost()]),
      },
    ])('$does', ({ options = loud, plays, expected, error }) => {
      marbles((helpers) => {
        const retried = attempts(helpers, plays).pipe(retryOnNetwork(options));
        const values = {
          ...events,
          V: announced(2, 3, reason),
          W: announced(3, 6, reason),
          0: announced(2, 0, reason),
        };
        helpers.expectObservable(retried).toBe(expected, values, error);
      });
    });

    it.each([
      [refused({}), { message: 'no', code: 'HTTP_STATUS', kind: 'api', status: 503 }],
      [
        refused({ serverCode: 'overloaded', status: undefined, retryable: true }),
        { message: 'no', code: 'overloaded', kind: 'api' },
      ],
      [lost(), reason],
    ] as const)('says why: %j', (error, expected) => {
      const seen: unknown[] = [];
      throwError(() => error)
        .pipe(retryOnNetwork(loud))
        .subscribe((event) => seen.push(event))
        .unsubscribe();
      expect(seen).toEqual([announced(2, 3, expected)]);
    });

    it('emits nothing of the kind without it', () => {
      const scheduler = new VirtualTimeScheduler();
      const seen: unknown[] = [];
      throwError(() => lost())
        .pipe(retryOnNetwork({ scheduler }))
        .subscribe({ next: (event) => seen.push(event), error: () => {} });
      scheduler.flush();
      expect(seen).toEqual([]);
    });
  });

  describe('with wake', () => {
    it.each([
      {
        does: 'ends a wait at once',
        wake: '-----x',
        plays: ['--#', '-----a|'],
        subs: ['^-!', '-----^-----!'],
        expected: '----------a|',
      },
      {
        does: 'ends no later wait',
        wake: '-x----',
        plays: ['--#', '-a|'],
        subs: ['^-!', '------------^-!'],
        expected: '-------------a|',
      },
      {
        does: 'waits on when it completes',
        wake: '----|',
        plays: ['--#', '-a|'],
        subs: ['^-!', '------------^-!'],
        expected: '-------------a|',
      },
      {
        does: 'errors with its error',
        wake: '----#',
        plays: ['--#', '-a|'],
        subs: ['^-!', []],
        expected: '----#',
      },
      {
        does: 'does not care for its error outside of a wait',
        wake: '#',
        plays: ['--a|'],
        subs: ['^--!'],
        expected: '--a|',
      },
    ])('$does', ({ wake, plays, subs, expected }) => {
      marbles((helpers) => {
        const failures = plays.map((play, at): Attempt => [play, subs[at]!, lost()]);
        const options = { delay: 10, jitter: 0, wake: helpers.hot(wake, undefined, 'no wake') };
        const retried = attempts(helpers, failures).pipe(retryOnNetwork(options));
        helpers.expectObservable(retried).toBe(expected, events, 'no wake');
      });
    });

    it('ends a wait that the server asks for', () => {
      marbles((helpers) => {
        const source = attempts(helpers, [
          ['-#', '^!', refused({ retryAfterMs: 30_000 })],
          ['-a|', '---^-!'],
        ]);
        const retried = source.pipe(retryOnNetwork({ wake: helpers.hot('---x') }));
        helpers.expectObservable(retried).toBe('----a|', events);
      });
    });

    it('is subscribed to only during a wait', () => {
      marbles((helpers) => {
        const wake = helpers.cold('--x');
        const source = attempts(helpers, [
          ['-#', '^!', lost()],
          ['-#', '---^!', lost()],
          ['-a|', '------^-!'],
        ]);
        helpers
          .expectObservable(source.pipe(retryOnNetwork({ delay: 10, jitter: 0, wake })))
          .toBe('-------a|', events);
        helpers.expectSubscriptions(wake.subscriptions).toBe(['-^-!', '----^-!']);
      });
    });

    it('notices an aborted signal at once, if that wakes it', () => {
      const scheduler = new VirtualTimeScheduler();
      const controller = new AbortController();
      const codes: unknown[] = [];
      sendStreamingChat(request, {
        baseUrl: 'https://chat.example',
        signal: controller.signal,
        transport: () => throwError(() => lost()),
      })
        .pipe(retryOnNetwork({ scheduler, wake: fromEvent(controller.signal, 'abort') }))
        .subscribe({ error: (error: StreamingError) => codes.push(error.code) });
      controller.abort();
      expect(codes).toEqual(['ABORTED']);
      scheduler.flush();
      expect(scheduler.frame).toBe(0);
    });
  });

  describe('with online', () => {
    const values = { t: true, f: false };

    it.each([
      {
        does: 'starts at once if it says true',
        online: 't----------',
        plays: ['--a|'],
        subs: ['^--!'],
        expected: '--a|',
      },
      {
        does: 'holds the first attempt while it says false',
        online: 'f---t------',
        plays: ['--a|'],
        subs: ['----^--!'],
        expected: '------a|',
      },
      {
        does: 'holds it until it says anything',
        online: '-----t-----',
        plays: ['a|'],
        subs: ['-----^!'],
        expected: '-----a|',
      },
      {
        does: 'holds another attempt after the wait',
        online: 't-f-----t--',
        plays: ['-#', 'a|'],
        subs: ['^!', '--------^!'],
        expected: '--------a|',
      },
      {
        does: 'does not end a wait',
        online: 't-ft-------',
        plays: ['-#', 'a|'],
        subs: ['^!', '----^!'],
        expected: '----a|',
      },
      {
        does: 'counts no hold as an attempt',
        online: 't-f-----tf-----t-------',
        plays: ['-#', '-#', 'a|'],
        subs: ['^!', '--------^!', '---------------^!'],
        expected: '---------------a|',
      },
      {
        does: 'lets a running attempt be',
        online: 'tf---------',
        plays: ['--a--b|'],
        subs: ['^-----!'],
        expected: '--a--b|',
      },
      {
        does: 'starts when it completes, since nobody says false any more',
        online: 'f---|------',
        plays: ['a|'],
        subs: ['----^!'],
        expected: '----a|',
      },
      {
        does: 'errors with its error while it holds an attempt',
        online: 'f---#------',
        plays: ['a|'],
        subs: [[]],
        expected: '----#',
      },
      {
        does: 'lets a running attempt be when it errors',
        online: 't-#--------',
        plays: ['----a|'],
        subs: ['^----!'],
        expected: '----a|',
      },
      {
        does: 'makes another attempt when its last value before an error was true',
        online: 't-#--------',
        plays: ['---#', 'a|'],
        subs: ['^--!', '------^!'],
        expected: '------a|',
      },
    ])('$does', ({ online, plays, subs, expected }) => {
      marbles((helpers) => {
        for (const make of [helpers.hot, helpers.cold]) {
          const failures = plays.map((play, at): Attempt => [play, subs[at]!, lost()]);
          const options = { ...steady, online: make(online, values, 'no network') };
          const retried = attempts(helpers, failures).pipe(retryOnNetwork(options));
          helpers.expectObservable(retried).toBe(expected, events, 'no network');
        }
      });
    });

    it('sets no timer for a hold without a maximum', () => {
      const scheduler = new VirtualTimeScheduler();
      const schedule = jest.spyOn(scheduler, 'schedule');
      NEVER.pipe(retryOnNetwork({ online: of(false, true, false), scheduler })).subscribe();
      NEVER.pipe(retryOnNetwork({ online: NEVER, scheduler })).subscribe();
      expect(schedule).not.toHaveBeenCalled();
    });

    it('is subscribed to once, until the end', () => {
      marbles((helpers) => {
        const online = helpers.cold('t-f--t', values);
        const source = attempts(helpers, [
          ['-#', '^!', lost()],
          ['-a|', '-----^-!'],
        ]);
        const retried = source.pipe(retryOnNetwork({ ...steady, online }));
        helpers.expectObservable(retried).toBe('------a|', events);
        helpers.expectSubscriptions(online.subscriptions).toBe('^------!');
      });
    });

    it.each(['--!', '-----!'])('leaves nothing when it is unsubscribed: %s', (unsubscribed) => {
      marbles((helpers) => {
        const online = helpers.cold('f--tf---', values);
        const source = attempts(helpers, [['-#', unsubscribed === '--!' ? [] : '---^!', lost()]]);
        const retried = source.pipe(retryOnNetwork({ ...steady, delay: 1, online }));
        helpers.expectObservable(retried, unsubscribed).toBe('------');
        helpers.expectSubscriptions(online.subscriptions).toBe(`^${unsubscribed.slice(1)}`);
      });
    });

    it('holds after a wake', () => {
      marbles((helpers) => {
        const source = attempts(helpers, [
          ['-#', '^!', lost()],
          ['a|', '------^!'],
        ]);
        const retried = source.pipe(
          retryOnNetwork({
            ...steady,
            delay: 20,
            wake: helpers.hot('---x'),
            online: helpers.hot('t-f---t', values),
          }),
        );
        helpers.expectObservable(retried).toBe('------a|', events);
      });
    });

    describe('holds no longer than maxElapsedTime allows an attempt to start', () => {
      const offline = new StreamingNetworkError('There is no network', {
        code: 'CONNECT_FAILED',
        phase: 'connect',
      });

      it.each([
        ['the first attempt', 'f----t', ['a|'], [[]], '----#', offline],
        ['the first attempt, in time', 'f--t--', ['a|'], ['---^!'], '---a|', undefined],
        ['another attempt', 'tf---t', ['-#', 'a|'], ['^!', []], '----#', lost()],
        [
          'a third attempt',
          't-f--t',
          ['#', '#', 'a|'],
          ['(^!)', '-(^!)', []],
          '----#',
          withAttempts(lost(), [lost()]),
        ],
      ] as const)('%s', (_, online, plays, subs, expected, error) => {
        marbles((helpers) => {
          const failures = plays.map((play, at): Attempt => [play, subs[at] ?? [], lost()]);
          const options = { delay: 1, jitter: 0, maxElapsedTime: 4 };
          const retried = attempts(helpers, failures).pipe(
            retryOnNetwork({ ...options, online: helpers.hot(online, values) }),
          );
          helpers.expectObservable(retried).toBe(expected, events, error);
        });
      });
    });
  });

  it.each<readonly [string, (stop: () => void) => RetryOnNetworkOptions]>([
    ['shouldRetry', (stop) => ({ shouldRetry: () => (stop(), true) })],
    ['random', (stop) => ({ random: () => (stop(), 0) })],
    ['a consumer of retrying', () => ({ announce: true })],
  ])('schedules nothing after %s has unsubscribed', (_, options) => {
    const scheduler = new VirtualTimeScheduler();
    const schedule = jest.spyOn(scheduler, 'schedule');
    const source = new Subject<StreamEvent>();
    const subscription: Subscription = source
      .pipe(retryOnNetwork({ ...options(() => subscription.unsubscribe()), scheduler }))
      .subscribe(() => subscription.unsubscribe());
    source.error(lost());
    expect(schedule).not.toHaveBeenCalled();
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
    [{ announce: 1 }, new TypeError('retryOnNetwork: announce must be a boolean, got 1')],
    [{ wake: 5 }, new TypeError('retryOnNetwork: wake must be an Observable, got 5')],
    [{ online: true }, new TypeError('retryOnNetwork: online must be an Observable, got true')],
    [{ online: null }, new TypeError('retryOnNetwork: online must be an Observable, got null')],
  ])('rejects %j when called', (options, error) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => retryOnNetwork(options as RetryOnNetworkOptions)).toThrow(error);
  });

  it('accepts Infinity as count', () => {
    expect(() => retryOnNetwork({ count: Infinity })).not.toThrow();
  });

  it('adds reset and retrying to the union', () => {
    const wider$ = of(doneEvent()).pipe(retryOnNetwork());
    const inferred: Expect<
      Equal<typeof wider$, Observable<DoneEvent | ResetEvent | RetryingEvent>>
    > = true;
    expect(inferred).toBe(true);
  });
});
