import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, defer, type Observable, of, throwError, VirtualTimeScheduler } from 'rxjs';
import {
  accumulateContent,
  retryOnNetwork,
  type RetryOnNetworkOptions,
} from '../../operators/index.js';
import { sendStreamingChat } from '../../src/chat.js';
import {
  StreamingApiError,
  type StreamingApiErrorInit,
  type StreamingError,
  StreamingNetworkError,
  type StreamingPhase,
  withAttempts,
} from '../../src/errors.js';
import {
  contentEvent,
  type DoneEvent,
  doneEvent,
  type ResetEvent,
  resetEvent,
  type StreamEvent,
} from '../../src/events.js';
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

/** Plays the next diagram at each subscription; its `#` is the error beside it. */
const attempts = (
  cold: (diagram: string, values?: typeof events, error?: unknown) => Observable<StreamEvent>,
  plays: readonly (readonly [diagram: string, error?: unknown])[],
): Observable<StreamEvent> => {
  let next = 0;
  return defer(() => {
    const [diagram, error] = plays[next++]!;
    return cold(diagram, events, error);
  });
};

describe('retryOnNetwork', () => {
  it.each<
    readonly [
      string,
      RetryOnNetworkOptions,
      readonly (readonly [string, unknown?])[],
      string,
      unknown,
    ]
  >([
    [
      'tries again after a failure',
      steady,
      [['--#', lost()], ['--a--(d|)']],
      '-------a--(d|)',
      undefined,
    ],
    [
      'waits twice as long each time',
      steady,
      [['--#', lost()], ['--#', lost()], ['--a--(d|)']],
      '---------------a--(d|)',
      undefined,
    ],
    [
      'waits no longer than maxDelay',
      { ...steady, maxDelay: 4 },
      [['#', lost()], ['#', lost()], ['a|']],
      '-------a|',
      undefined,
    ],
    ['passes on an answer that comes at once', steady, [['--a--(d|)']], '--a--(d|)', undefined],
    [
      'gives up after two retries',
      steady,
      [
        ['#', lost()],
        ['#', lost()],
        ['#', lost()],
      ],
      '---------#',
      withAttempts(lost(), [lost(), lost()]),
    ],
    ['never tries again with count 0', { count: 0 }, [['--#', lost()]], '--#', lost()],
    [
      'passes an error that is not retryable',
      steady,
      [['--#', refused({ status: 401 })]],
      '--#',
      refused({ status: 401 }),
    ],
    [
      'passes one that follows a retry, with what was before',
      steady,
      [
        ['#', lost()],
        ['#', refused({ status: 401 })],
      ],
      '---#',
      withAttempts(refused({ status: 401 }), [lost()]),
    ],
    ['passes the errors of others', steady, [['--#', 'boom']], '--#', 'boom'],
    [
      'passes an error after the first event',
      steady,
      [['--a--#', lost('streaming')]],
      '--a--#',
      lost('streaming'),
    ],
    [
      'passes one after the first event of a later attempt',
      steady,
      [
        ['#', lost()],
        ['a--#', lost('streaming')],
      ],
      '---a--#',
      withAttempts(lost('streaming'), [lost()]),
    ],
  ])('%s', (_, options, plays, expected, error) => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(attempts(cold, plays).pipe(retryOnNetwork(options))).toBe(
        expected,
        events,
        error,
      );
    });
  });

  it('leaves an error that ends it at the first attempt the very same', () => {
    const errors: unknown[] = [];
    const error = refused({ status: 401 });
    throwError(() => error)
      .pipe(retryOnNetwork())
      .subscribe({ error: (each) => errors.push(each) });
    expect(errors[0]).toBe(error);
  });

  it('does not change the errors of the attempts', () => {
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

  describe('waits as the server asks', () => {
    it.each([
      [0, '-', '(a|)'],
      [7, '-', '7ms (a|)'],
      [60_000, '-', '60s (a|)'],
    ])('for %d ms, whatever the limits of its own', (retryAfterMs, _, expected) => {
      marbles(({ cold, expectObservable }) => {
        const source = attempts(cold, [['#', refused({ retryAfterMs })], ['(a|)']]);
        expectObservable(source.pipe(retryOnNetwork({ maxDelay: 5 }))).toBe(expected, events);
      });
    });

    it('and gives up when that is over a minute', () => {
      marbles(({ cold, expectObservable }) => {
        const error = refused({ retryAfterMs: 60_001 });
        expectObservable(cold('--#', events, error).pipe(retryOnNetwork())).toBe(
          '--#',
          events,
          error,
        );
      });
    });
  });

  describe('leaves to chance', () => {
    it.each([
      [1, 0, 0],
      [1, 0.5, 500],
      [1, 0.999, 999],
      [true, 0.5, 500],
      [0, 0.5, 1000],
      [false, 0.5, 1000],
      [0.5, 0, 500],
      [0.5, 0.5, 750],
    ])('with jitter %p and chance %d a wait of %d ms', (jitter, chance, wait) => {
      marbles(({ cold, expectObservable }) => {
        const source = attempts(cold, [['#', lost()], ['(a|)']]);
        expectObservable(
          source.pipe(retryOnNetwork({ delay: 1000, jitter, random: () => chance })),
        ).toBe(wait === 0 ? '(a|)' : `${wait}ms (a|)`, events);
      });
    });

    it('all of the wait by default, from half a second to eight seconds', () => {
      const longest = (failures: number): number => {
        const scheduler = new VirtualTimeScheduler();
        throwError(() => lost())
          .pipe(retryOnNetwork({ count: failures, random: () => 1, scheduler }))
          .subscribe({ error: () => {} });
        scheduler.flush();
        return scheduler.frame;
      };
      expect([1, 2, 3, 4, 5, 6].map((n) => longest(n) - longest(n - 1))).toEqual([
        500, 1000, 2000, 4000, 8000, 8000,
      ]);
    });
  });

  describe('repeats only until', () => {
    const cases: readonly (readonly [string, StreamingError, readonly string[]])[] = [
      ['no connection', lost('connect'), ['first-event', 'headers', 'connect']],
      ['no headers', lost('sent'), ['first-event', 'headers']],
      ['a refusal', refused({}), ['first-event', 'headers']],
      ['headers without an event', lost('headers'), ['first-event']],
    ];
    const untils = ['first-event', 'headers', 'connect'] as const;

    it.each(
      cases.flatMap(([what, error, allowed]) =>
        untils.map((until) => [until, what, allowed.includes(until), error] as const),
      ),
    )('%s: after %s it is %p', (retryUntil, _, repeats, error) => {
      marbles(({ cold, expectObservable }) => {
        const source = attempts(cold, [['#', error], ['(a|)']]);
        expectObservable(source.pipe(retryOnNetwork({ ...steady, retryUntil }))).toBe(
          repeats ? '---(a|)' : '#',
          events,
          error,
        );
      });
    });
  });

  describe('restarts in the middle when told to', () => {
    const restart: RetryOnNetworkOptions = { ...steady, midStream: 'restart' };

    it.each<readonly [string, readonly (readonly [string, unknown?])[], string]>([
      [
        'with a reset before the new attempt',
        [['--a--#', lost('streaming')], ['-a-b-(d|)']],
        '--a-----Ra-b-(d|)',
      ],
      [
        'with one reset for attempts that bring nothing',
        [['-a-#', lost('streaming')], ['-#', lost()], ['--b|']],
        '-a----R--------b|',
      ],
      [
        'with a reset for each attempt that brought something',
        [['a#', lost('streaming')], ['--a#', lost('streaming')], ['--b|']],
        'a---R-a------S-b|',
      ],
      [
        'without a reset when nothing was delivered',
        [['--#', lost('headers')], ['-a|']],
        '------a|',
      ],
    ])('%s', (_, plays, expected) => {
      marbles(({ cold, expectObservable }) => {
        expectObservable(attempts(cold, plays).pipe(retryOnNetwork(restart))).toBe(
          expected,
          events,
        );
      });
    });

    it('whatever the point up to which it may repeat', () => {
      marbles(({ cold, expectObservable }) => {
        const source = attempts(cold, [['-a#', lost('streaming')], ['-b|']]);
        expectObservable(source.pipe(retryOnNetwork({ ...restart, retryUntil: 'connect' }))).toBe(
          '-a---Rb|',
          events,
        );
      });
    });

    it('without a reset when it gives up', () => {
      marbles(({ cold, expectObservable }) => {
        const error = refused({ status: 401 });
        const source = attempts(cold, [
          ['-a#', lost('streaming')],
          ['-b#', error],
        ]);
        expectObservable(source.pipe(retryOnNetwork(restart))).toBe(
          '-a---Rb#',
          events,
          withAttempts(error, [lost('streaming')]),
        );
      });
    });
  });

  it('cancels a wait, and an attempt, when it is unsubscribed', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--#', events, lost());
      expectObservable(source.pipe(retryOnNetwork(steady)), '---!').toBe('----');
      expectObservable(source.pipe(retryOnNetwork(steady)), '------!').toBe('-------');
      expectSubscriptions(source.subscriptions).toBe(['^-!', '^-!', '-----^!']);
    });
  });

  it('never duplicates nor loses a character, wherever the attempts fail', () => {
    const answer = [...'Hello, world'].map(contentEvent);
    fc.assert(
      fc.property(
        fc.array(fc.nat(answer.length), { maxLength: 4 }),
        fc.boolean(),
        (cuts, restart) => {
          const scheduler = new VirtualTimeScheduler();
          let attempt = 0;
          const source = defer(() => {
            const cut = cuts[attempt++];
            return cut === undefined
              ? of(...answer, doneEvent())
              : concat(
                  of(...answer.slice(0, cut)),
                  throwError(() => lost(cut === 0 ? 'headers' : 'streaming')),
                );
          });
          const texts = [''];
          let failed = false;
          source
            .pipe(
              retryOnNetwork({ count: 4, midStream: restart ? 'restart' : 'error', scheduler }),
              accumulateContent(),
            )
            .subscribe({ next: (text) => texts.push(text), error: () => (failed = true) });
          scheduler.flush();
          const first = cuts.findIndex((cut) => cut > 0);
          const expected =
            restart || first === -1 ? 'Hello, world' : 'Hello, world'.slice(0, cuts[first]);
          expect(texts.at(-1)).toBe(expected);
          expect(failed).toBe(!restart && first !== -1);
          expect(texts.every((text) => 'Hello, world'.startsWith(text))).toBe(true);
        },
      ),
    );
  });

  it('sends a call again, with a fresh token and the same idempotency key', () => {
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
    [{ count: -1 }, new RangeError('retryOnNetwork: count must be at least 0, got -1')],
    [{ count: '2' }, new TypeError('retryOnNetwork: count must be a number, got "2"')],
    [{ delay: NaN }, new RangeError('retryOnNetwork: delay must be at least 0, got NaN')],
    [{ maxDelay: -5 }, new RangeError('retryOnNetwork: maxDelay must be at least 0, got -5')],
    [{ jitter: 1.5 }, new RangeError('retryOnNetwork: jitter must be at most 1, got 1.5')],
    [{ jitter: -1 }, new RangeError('retryOnNetwork: jitter must be at least 0, got -1')],
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
    [{ random: 5 }, new TypeError('retryOnNetwork: random must be a function, got 5')],
  ])('rejects %j at the call', (options, error) => {
    // What JavaScript can pass, the types or not.
    expect(() => retryOnNetwork(options as RetryOnNetworkOptions)).toThrow(error);
  });

  it('adds reset to the union', () => {
    const wider$ = of(doneEvent()).pipe(retryOnNetwork());
    const inferred: Expect<Equal<typeof wider$, Observable<DoneEvent | ResetEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
