import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import {
  catchError,
  concat,
  defer,
  EMPTY,
  finalize,
  lastValueFrom,
  NEVER,
  type Observable,
  of,
  queueScheduler,
  retry,
  Subject,
  switchMap,
  throwError,
  toArray,
  VirtualTimeScheduler,
} from 'rxjs';
import {
  accumulateReply,
  retryOnNetwork,
  type Tool,
  tool,
  withTools,
  type WithToolsOptions,
} from '../../operators/index.js';
import {
  StreamingFormatError,
  StreamingNetworkError,
  StreamingTimeoutError,
} from '../../src/errors/errors.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  providerStateEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
  toolResultEvent,
  usageEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent, ToolResultEvent } from '../../src/events.js';
import type { ChatRequest } from '../../src/request/request.js';
import { growth } from '../helpers/growth.js';
import { marbles } from '../helpers/marbles.js';
import { standardSchema } from '../helpers/standardSchema.js';
import { player, question, stops, toolCall, waits } from '../helpers/toolRounds.js';

const anything = t.type({});
/** A tool that takes any arguments. */
const runs = (run: () => unknown) => tool({ input: anything, run });
const result = (id: string, value: unknown, name = 'a'): ToolResultEvent =>
  toolResultEvent({ id, name, result: value });
const failure = (id: string, message: string, name = 'a'): ToolResultEvent => ({
  ...result(id, message, name),
  isError: true,
});

const lost = new StreamingNetworkError('Lost', { code: 'CONNECTION_LOST', phase: 'streaming' });

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('Let me see'),
  b: contentEvent('Sunny'),
  // The same as `b`, in the second round.
  B: { ...contentEvent('Sunny'), part: 1 },
  c: toolCall(0, 'c1'),
  C: toolCall(1, 'c2'),
  k: toolCall(2, 'c3'),
  w: waits,
  d: stops,
  l: doneEvent({ finishReason: 'length' }),
  f: doneEvent({ finishReason: 'contentFilter' }),
  o: doneEvent({ finishReason: 'other' }),
  e: errorEvent('Busy', { status: 503 }),
  R: resetEvent(2),
  s: providerStateEvent({ protocol: 'p', state: 1 }),
  S: providerStateEvent({ protocol: 'p', state: 2 }),
  x: result('c1', 'x'),
  y: result('c2', 'y'),
  z: result('c3', 'z'),
};

describe('the rounds', () => {
  it('pass events at once, hold `done` back while calls run, and go on at once', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('-a-c-(w|)         ', events);
      const run = cold('       --(x|)       ');
      const second = cold('      --b-(d|)   ', events);
      const expected = '  -a-c---x-B-(d|)   ';
      const loop = withTools(player(first, second), { a: runs(() => run) });
      expectObservable(loop(question)).toBe(expected, events);
      expectSubscriptions(first.subscriptions).toBe('^----!');
      expectSubscriptions(run.subscriptions).toBe('  -----^-!');
      expectSubscriptions(second.subscriptions).toBe('-------^---!');
    });
  });

  it('end with the `done` of a round without calls, also if the source goes on', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const only = cold('-a-d-a-a', events);
      expectObservable(withTools(player(only), {})(question)).toBe('-a-(d|)', events);
      expectSubscriptions(only.subscriptions).toBe('^--!');
    });
  });

  it.each([
    ['an `error` event', '-c-(e|)', '-c-(e|)'],
    ['an error', '-c-#', '-c-#'],
    ['completion without an end', '-c-|', '-c-|'],
    ['the end of an answer that was cut', '-c-(l|)', '-c-(l|)'],
    ['the end of an answer that was filtered', '-c-(f|)', '-c-(f|)'],
    ['the end of an answer that was cancelled', '-c-(o|)', '-c-(o|)'],
  ])('end with %s, and run nothing', (_, marble, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const run = cold('x');
      const only = cold(marble, events, lost);
      const loop = withTools(player(only), { a: runs(() => run) });
      expectObservable(loop(question)).toBe(expected, events, lost);
      expectSubscriptions(only.subscriptions).toBe('^--!');
      expectSubscriptions(run.subscriptions).toBe([]);
    });
  });

  it('end with an error of a later round', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const second = cold('--#', events, lost);
      const loop = withTools(player(cold('-c(w|)', events), second), { a: runs(() => 'x') });
      expectObservable(loop(question)).toBe('-cx-#', events, lost);
      expectSubscriptions(second.subscriptions).toBe('--^-!');
    });
  });

  it('run calls side by side, with results in the order in which they come', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('-cC(w|)   ', events);
      const slow = cold('    ----(x|)');
      const fast = cold('    --(y|)  ');
      const expected = '  -cC--y-(xd|)';
      const loop = withTools(player(first, cold('(d|)', events)), {
        a: tool({ input: anything, run: (_, { call }) => (call.id === 'c1' ? slow : fast) }),
      });
      expectObservable(loop(question)).toBe(expected, events);
      expectSubscriptions(slow.subscriptions).toBe('---^---!');
      expectSubscriptions(fast.subscriptions).toBe('---^-!');
    });
  });

  it('run at most `concurrency` calls at the same time', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('-cCk(w|)', events);
      const run = cold('      --(x|)');
      const run2 = cold('     -(y|)');
      const run3 = cold('     --(z|)');
      const expected = '  -cCk-yx(zd|)';
      const tools = { a: runs(() => [run, run2, run3][started++]) };
      let started = 0;
      const loop = withTools(player(first, cold('(d|)', events)), tools, { concurrency: 2 });
      expectObservable(loop(question)).toBe(expected, events);
      expectSubscriptions(run.subscriptions).toBe(' ----^-!');
      expectSubscriptions(run2.subscriptions).toBe('----^!');
      expectSubscriptions(run3.subscriptions).toBe('-----^-!');
    });
  });

  it.each([
    ['the last of which comes with the end', '-p--(qx|)', 'c-p--(qxd|)'],
    ['the last of which comes before the end', '-p--x-|', 'c-p--X-(xd|)'],
    ['of which there is one', '---(x|)', 'c---(xd|)'],
    ['of which there is none', '---|', 'c---(nd|)'],
  ])(
    'emit values at once as preliminary, and the last as the result: %s',
    (_, marble, expected) => {
      marbles(({ cold, expectObservable }) => {
        const values = {
          ...events,
          p: { ...result('c1', 'p'), preliminary: true },
          q: { ...result('c1', 'q'), preliminary: true },
          X: { ...result('c1', 'x'), preliminary: true },
          n: result('c1', null),
        };
        const ask = player(cold('c(w|)', events), cold('(d|)', events));
        const loop = withTools(ask, { a: runs(() => cold(marble)) });
        // The call starts at 1.
        expectObservable(loop(question)).toBe(expected, values);
      });
    },
  );

  it('unsubscribe from the request in the same turn', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold('-a-a-a', events);
      expectObservable(withTools(player(first), {})(question), '---!').toBe('-a-', events);
      expectSubscriptions(first.subscriptions).toBe('^--!');
    });
  });

  it('unsubscribe from all tools in the same turn, and abort their signals', () => {
    marbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const signals: AbortSignal[] = [];
      const run = cold('-----x');
      const first = cold('cC(w|)', events);
      const loop = withTools(player(first), {
        a: tool({
          input: anything,
          run: (_, { signal }) => {
            signals.push(signal);
            return run;
          },
        }),
      });
      expectObservable(loop(question), '----!').toBe('cC', events);
      expectSubscriptions(run.subscriptions).toBe(['--^-!', '--^-!']);
      flush();
      expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    });
  });
});

describe('what goes on over the rounds', () => {
  /** The events of a loop over these rounds, whose tools return the ids of their calls. */
  const played = (...rounds: readonly (readonly StreamEvent[])[]): unknown[] => {
    const seen: unknown[] = [];
    const ask = player(...rounds.map((round) => of(...round)));
    const run = tool({ input: anything, run: (_, { call }) => call.id });
    withTools(ask, { a: run })(question).subscribe((event) => seen.push(event));
    return seen;
  };

  it('is `index`', () => {
    expect(
      played([toolCall(0, 'c1'), toolCall(1, 'c2'), waits], [toolCall(0, 'c3'), waits], [stops]),
    ).toEqual([
      toolCall(0, 'c1'),
      toolCall(1, 'c2'),
      result('c1', 'c1'),
      result('c2', 'c2'),
      toolCall(2, 'c3'),
      result('c3', 'c3'),
      stops,
    ]);
  });

  it('is `part`, for content and reasoning each, and also without a number', () => {
    const text = (text: string, part: number) => ({ ...contentEvent(text), part });
    const thought = (text: string, part: number) => ({ ...reasoningEvent(text), part });
    expect(
      played(
        [text('a', 0), text('b', 1), reasoningEvent('r'), toolCall(0, 'c1'), waits],
        [contentEvent(''), reasoningEvent('s'), toolCall(0, 'c2'), waits],
        [text('c', 0), thought('t', 1), stops],
      ),
    ).toEqual([
      text('a', 0),
      text('b', 1),
      reasoningEvent('r'),
      toolCall(0, 'c1'),
      result('c1', 'c1'),
      text('', 2),
      thought('s', 1),
      toolCall(1, 'c2'),
      result('c2', 'c2'),
      text('c', 2),
      thought('t', 3),
      stops,
    ]);
  });

  it('is `usage`, as the sum of the last of each round', () => {
    expect(
      played(
        [
          usageEvent({ inputTokens: 10 }),
          toolCall(0, 'c1'),
          usageEvent({ inputTokens: 10, outputTokens: 4 }),
          waits,
        ],
        [usageEvent({ inputTokens: 20, cost: 0.5 }), toolCall(0, 'c2'), waits],
        [usageEvent({ outputTokens: 1 }), usageEvent({ outputTokens: 2 }), stops],
      ).filter((event) => Object(event).type === 'usage'),
    ).toEqual([
      usageEvent({ inputTokens: 10 }),
      usageEvent({ inputTokens: 10, outputTokens: 4 }),
      usageEvent({ inputTokens: 30, outputTokens: 4, cost: 0.5 }),
      usageEvent({ inputTokens: 30, outputTokens: 5, cost: 0.5 }),
      usageEvent({ inputTokens: 30, outputTokens: 6, cost: 0.5 }),
    ]);
  });

  it('is no sum that is infinite', () => {
    const all = Number.MAX_VALUE;
    const usage = usageEvent({ inputTokens: all });
    expect(played([usage, toolCall(0, 'c1'), waits], [usage, stops]).slice(-2)).toEqual([
      usage,
      stops,
    ]);
  });

  it('is every other event, as it is', () => {
    const mine = { type: 'citation', data: 1 };
    // Not in the union, which is the point.
    const custom = mine as unknown as StreamEvent;
    const seen = played([toolCall(0, 'c1'), custom, waits], [custom, stops]);
    expect(seen.filter((event) => event === mine)).toHaveLength(2);
  });
});

describe('`providerState`', () => {
  it('of the last round passes right before `done`, that of the others does not', () => {
    marbles(({ cold, expectObservable }) => {
      const ask = player(cold('cs(w|)', events), cold('-S(d|)', events));
      expectObservable(withTools(ask, { a: runs(() => 'x') })(question)).toBe('c-xS(d|)', events);
    });
  });

  it.each([
    ['an `error` event', 'cs-(e|)', 'c--(se|)'],
    ['an error', 'cs-#', 'c--(s#)'],
    ['completion without an end', 'cs-|', 'c--(s|)'],
    ['the end of an answer that was cut', 'cs-(l|)', 'c--(sl|)'],
  ])('that was held back passes before %s', (_, marble, expected) => {
    marbles(({ cold, expectObservable }) => {
      const loop = withTools(player(cold(marble, events, lost)), { a: runs(() => 'x') });
      expectObservable(loop(question)).toBe(expected, events, lost);
    });
  });
});

describe('calls that are not run', () => {
  it.each([
    ['that the provider runs', [{ ...toolCall(0, 'c1'), providerExecuted: true as const }]],
    ['that have a result', [toolCall(0, 'c1'), result('c1', 'theirs')]],
    [
      'whose result is not the last',
      [toolCall(0, 'c1'), { ...result('c1', 'theirs'), preliminary: true as const }],
    ],
  ])('are those %s', (_, round) => {
    const seen: unknown[] = [];
    withTools(player(of<StreamEvent[]>(...round, stops)), {
      a: runs(() => {
        throw new Error('run');
      }),
    })(question).subscribe((event) => seen.push(event));
    expect(seen).toEqual([...round, stops]);
  });

  it('are those without a `run`, which end the answer after the others have run', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const values = {
        ...events,
        C: toolCall(1, 'c2', 'b'),
        W: doneEvent({ model: 'm' }),
        y: result('c2', 'y', 'b'),
        D: doneEvent({ model: 'm', finishReason: 'toolCalls' }),
      };
      const first = cold('cCs(W|)   ', values);
      const run = cold('     --(y|)');
      const expected = '  cC---(ysD|)';
      const loop = withTools(player(first), { a: tool({ input: anything }), b: runs(() => run) });
      expectObservable(loop(question)).toBe(expected, values);
      expectSubscriptions(run.subscriptions).toBe('---^-!');
    });
  });

  it('are those of tools of the request', () => {
    const seen: unknown[] = [];
    const mine = { name: 'mine', parameters: { type: 'object' } };
    const ask = player(of<StreamEvent[]>(toolCall(0, 'c1', 'mine'), waits));
    const loop = withTools(ask, { a: runs(() => 'x') });
    loop({ ...question, tools: [mine] }).subscribe((event) => seen.push(event));
    expect(seen).toEqual([toolCall(0, 'c1', 'mine'), waits]);
    expect(ask.requests[0]?.tools?.map(({ name }) => name)).toEqual(['mine', 'a']);
  });

  it('may be those of tools of the provider, if the request has some', () => {
    const seen: unknown[] = [];
    const ask = player(of<StreamEvent[]>(toolCall(0, 'c1', 'shell_call'), waits));
    const request = { ...question, extraBody: { tools: [{ type: 'shell' }] } };
    withTools(ask, { a: runs(() => 'x') })(request).subscribe((event) => seen.push(event));
    expect(seen).toEqual([toolCall(0, 'c1', 'shell_call'), waits]);
  });

  it('are those for which the provider asks the user', () => {
    const call = { ...toolCall(0, 'c1'), providerExecuted: true as const, approvalId: 'p1' };
    const seen: unknown[] = [];
    const ask = player(of<StreamEvent[]>(call, toolCall(1, 'c2'), waits));
    withTools(ask, { a: runs(() => 'x') })(question).subscribe((event) => seen.push(event));
    expect(seen).toEqual([call, toolCall(1, 'c2'), result('c2', 'x'), waits]);
  });
});

describe('a result', () => {
  const resultOf = async (run: () => unknown): Promise<unknown> => {
    const ask = player(of<StreamEvent[]>(toolCall(0, 'c1'), waits), of(stops));
    const events = await lastValueFrom(withTools(ask, { a: runs(run) })(question).pipe(toArray()));
    const given = events.at(-2);
    const { content } = Object(ask.requests[1]?.history?.at(-1));
    return [Object(given).result, content];
  };
  const endless = async function* (): AsyncGenerator<unknown> {
    yield* ['a', { b: 1 }];
  };

  it.each<[string, () => unknown, unknown, string]>([
    ['a text', () => 'sunny', 'sunny', 'sunny'],
    ['an empty text', () => '', '', ''],
    ['a list', () => [1, 'b'], [1, 'b'], '[1,"b"]'],
    ['an object', () => ({ sun: true }), { sun: true }, '{"sun":true}'],
    ['an object with a length', () => ({ length: 2 }), { length: 2 }, '{"length":2}'],
    ['a number', () => 0, 0, '0'],
    ['a boolean', () => false, false, 'false'],
    ['null', () => null, null, 'null'],
    ['undefined', () => undefined, null, 'null'],
    ['a date', () => new Date(0), '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
    ['the value of a Promise', async () => 'sunny', 'sunny', 'sunny'],
    ['the list of a Promise', async () => ['a'], ['a'], '["a"]'],
    ['nothing of a Promise', async () => {}, null, 'null'],
    ['the last value of an async generator', endless, { b: 1 }, '{"b":1}'],
    [
      'the last value of a stream',
      () =>
        new ReadableStream({
          start: (controller) => {
            controller.enqueue(5);
            controller.close();
          },
        }),
      5,
      '5',
    ],
    ['nothing of an Observable', () => EMPTY, null, 'null'],
  ])('is %s', async (_, run, value, content) => {
    expect(await resultOf(run)).toEqual([value, content]);
  });

  it('is the last value of a generator; what comes before is preliminary', () => {
    const seen: unknown[] = [];
    const run = function* (): Generator<string> {
      yield* ['p', 'x'];
    };
    const ask = player(of<StreamEvent[]>(toolCall(0, 'c1'), waits), of(stops));
    withTools(ask, { a: runs(run) })(question).subscribe((event) => seen.push(event));
    expect(seen).toEqual([
      toolCall(0, 'c1'),
      { ...result('c1', 'p'), preliminary: true },
      result('c1', 'x'),
      stops,
    ]);
  });

  it('is a copy, which the tool cannot change', () => {
    const rows = ['a'];
    const seen: unknown[] = [];
    const ask = player(of<StreamEvent[]>(toolCall(0, 'c1'), waits), of(stops));
    withTools(ask, { a: runs(() => rows) })(question).subscribe((event) => seen.push(event));
    rows.push('b');
    expect(seen[1]).toEqual(result('c1', ['a']));
  });
});

describe('a failure', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const input = t.type({ city: t.string });
  const boom = new Error('No such city\n    at secret (file.js:1:2)');

  interface Failing {
    readonly name: string;
    readonly call?: StreamEvent;
    readonly run?: () => unknown;
    readonly told: string;
    readonly error: unknown;
  }
  const badOutput = (message: string) =>
    new StreamingFormatError(message, { code: 'BAD_OUTPUT', phase: 'streaming' });
  const notJson = 'The result of the tool is not JSON';

  const failing: readonly Failing[] = [
    {
      name: 'an error that `run` throws',
      run: () => {
        throw boom;
      },
      told: 'No such city',
      error: boom,
    },
    {
      name: 'an error of a Promise',
      run: () => Promise.reject(boom),
      told: 'No such city',
      error: boom,
    },
    {
      name: 'an error of an Observable',
      run: () => throwError(() => boom),
      told: 'No such city',
      error: boom,
    },
    { name: 'a text', run: () => throwError(() => 'Busy'), told: 'Busy', error: 'Busy' },
    {
      name: 'nothing',
      run: () => throwError(() => undefined),
      told: 'The tool failed',
      error: undefined,
    },
    {
      name: 'an error without words',
      run: () => throwError(() => new Error('')),
      told: 'The tool failed',
      error: new Error(''),
    },
    { name: 'a BigInt', run: () => 1n, told: notJson, error: new TypeError(notJson) },
    {
      name: 'a value that contains itself',
      run: () => cyclic,
      told: notJson,
      error: new TypeError(notJson),
    },
    { name: 'a function', run: () => () => 1, told: notJson, error: new TypeError(notJson) },
    {
      name: 'arguments that are no JSON',
      call: toolCall(0, 'c1', 'a', '{"city":"Se'),
      told: 'The arguments of a must be JSON',
      error: badOutput('The arguments of a must be JSON'),
    },
    {
      name: 'arguments that are too deep',
      call: toolCall(0, 'c1', 'a', '['.repeat(600) + ']'.repeat(600)),
      told: 'The arguments of a must be JSON',
      error: badOutput('The arguments of a must be JSON'),
    },
    {
      name: 'arguments that fail the schema',
      call: toolCall(0, 'c1', 'a', '{"city":["SECRET"],"SECRET":1}'),
      told: 'The arguments of a are invalid: city must be string',
      error: badOutput('The arguments of a are invalid: city must be string'),
    },
    {
      name: 'arguments that never came',
      call: toolCall(0, 'c1', 'a', ' '),
      told: 'The arguments of a are invalid: city must be string',
      error: badOutput('The arguments of a are invalid: city must be string'),
    },
    ...['b', 'toString', '__proto__', 'constructor'].map((name) => ({
      name: `a tool that does not exist: ${name}`,
      call: toolCall(0, 'c1', name),
      told: 'There is no such tool. These are the tools: a',
      error: badOutput('There is no such tool. These are the tools: a'),
    })),
  ];

  const call = toolCall(0, 'c1', 'a', '{"city":"Ulm"}');
  const play = (given: Failing, options: WithToolsOptions = {}) => {
    const ask = player(of<StreamEvent[]>(given.call ?? call, waits), of(stops));
    const loop = withTools(ask, { a: tool({ input, run: given.run ?? (() => 'x') }) }, options);
    return { ask, events: loop(question).pipe(toArray()) };
  };

  it.each(failing)('is told to the model: $name', async (given) => {
    const { ask, events } = play(given);
    const { id, name } = Object(given.call ?? call);
    expect(await lastValueFrom(events)).toEqual([
      given.call ?? call,
      failure(id, given.told, name),
      stops,
    ]);
    expect(ask.requests[1]?.history?.at(-1)).toEqual({
      role: 'tool',
      toolCallId: id,
      name,
      content: given.told,
      isError: true,
    });
  });

  it.each(failing)('is the error of the stream with `onToolError`: $name', async (given) => {
    const { ask, events } = play(given, { onToolError: 'error' });
    let failed: unknown;
    await lastValueFrom(
      events.pipe(
        catchError((error: unknown) => {
          failed = error;
          return of([]);
        }),
      ),
    );
    expect(failed).toEqual(given.error);
    expect(ask.requests).toHaveLength(1);
  });

  it('is told in the words of `describeError`', () => {
    const told: unknown[] = [];
    const describeError = (error: unknown, { name }: { readonly name: string }): string => {
      told.push(error);
      return `${name} is broken`;
    };
    const seen: unknown[] = [];
    play({ ...failing[0]!, run: () => throwError(() => boom) }, { describeError }).events.subscribe(
      (events) => seen.push(...events),
    );
    expect(seen[1]).toEqual(failure('c1', 'a is broken'));
    expect(told).toEqual([boom]);
  });

  it('is an error of the stream if `describeError` throws', () => {
    const errors: unknown[] = [];
    const describeError = (): string => {
      throw boom;
    };
    play({ ...failing[0]!, run: () => 1n }, { describeError }).events.subscribe({
      error: (error) => errors.push(error),
    });
    expect(errors).toEqual([boom]);
  });

  it('is told without the access token, and on one line of 2000 characters', () => {
    const token = 'sk-SECRET-1234567890';
    const seen: StreamEvent[] = [];
    const ask = player(of<StreamEvent[]>(call, waits), of(stops));
    const run = () => throwError(() => new Error(`No access\nfor ${token} ${'!'.repeat(9000)}`));
    const loop = withTools(ask, { a: tool({ input, run }) });
    loop({ ...question, accessToken: token }).subscribe((event) => seen.push(event));
    const { result: told } = Object(seen[1]);
    expect(told).toMatch(/^No access for \[redacted\] !+$/);
    expect(told).toHaveLength(2000);
  });

  it('ends the other calls with `onToolError`, and aborts their signals', () => {
    marbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
      let signal: AbortSignal | undefined;
      const slow = cold('-----x');
      const loop = withTools(
        player(cold('cC(w|)', { ...events, C: toolCall(1, 'c2', 'b') })),
        {
          a: tool({
            input: anything,
            run: (_, context) => {
              signal = context.signal;
              return slow;
            },
          }),
          b: runs(() => cold('--#', {}, boom)),
        },
        { onToolError: 'error' },
      );
      expectObservable(loop(question)).toBe(
        'cC--#',
        { ...events, C: toolCall(1, 'c2', 'b') },
        boom,
      );
      expectSubscriptions(slow.subscriptions).toBe('--^-!');
      flush();
      expect(signal?.aborted).toBe(true);
    });
  });
});

describe('`toolTimeout`', () => {
  const late = (ms: number) => failure('c1', `a did not end within ${ms} ms`);

  it.each([
    ['one frame before the limit', '----(x|)', 'c----(xd|)', '-^---!'],
    ['at the limit', '-----(x|)', 'c-----(xd|)', '-^----!'],
    ['one frame after the limit', '------(x|)', 'c-----(td|)', '-^----!'],
    ['with its value in time but not its end', '--x---|', 'c--X--(td|)', '-^----!'],
  ])('limits a call that ends %s', (_, marble, expected, subscription) => {
    marbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const signals: AbortSignal[] = [];
      const run = cold(marble);
      const ask = player(cold('c(w|)', events), cold('(d|)', events));
      const loop = withTools(
        ask,
        {
          a: tool({
            input: anything,
            run: (_, { signal }) => {
              signals.push(signal);
              return run;
            },
          }),
        },
        { toolTimeout: 5 },
      );
      const X = { ...result('c1', 'x'), preliminary: true };
      expectObservable(loop(question)).toBe(expected, { ...events, X, t: late(5) });
      expectSubscriptions(run.subscriptions).toBe(subscription);
      flush();
      expect(signals.map(({ aborted }) => aborted)).toEqual([expected.includes('t')]);
    });
  });

  it('counts from the start of the call, not from its turn in the queue', () => {
    marbles(({ cold, expectObservable }) => {
      const ask = player(cold('cC(w|)', events), cold('(d|)', events));
      let calls = 0;
      const values = ['x', 'y'];
      const run = () => cold(`----(${values[calls++]}|)`);
      const loop = withTools(ask, { a: runs(run) }, { concurrency: 1, toolTimeout: 5 });
      expectObservable(loop(question)).toBe('cC----x---(yd|)', events);
    });
  });

  it('is a timeout error with `onToolError`', () => {
    marbles(({ cold, expectObservable }) => {
      const options = { toolTimeout: 5, onToolError: 'error' } as const;
      const loop = withTools(player(cold('c(w|)', events)), { a: runs(() => NEVER) }, options);
      const error = new StreamingTimeoutError('a did not end within 5 ms', {
        code: 'PROGRESS',
        phase: 'streaming',
      });
      expectObservable(loop(question)).toBe('c-----#', events, error);
    });
  });

  it('uses the scheduler of its options', () => {
    const scheduler = new VirtualTimeScheduler();
    const seen: unknown[] = [];
    const ask = player(of<StreamEvent[]>(toolCall(0, 'c1'), waits), of(stops));
    const run = () => concat(of('p'), NEVER);
    const loop = withTools(ask, { a: runs(run) }, { toolTimeout: 7, scheduler });
    loop(question).subscribe((event) => seen.push(event));
    expect(seen).toHaveLength(1);
    scheduler.flush();
    const preliminary = { ...result('c1', 'p'), preliminary: true };
    expect([scheduler.frame, ...seen.slice(1)]).toEqual([7, preliminary, late(7), stops]);
  });
});

describe('`maxRounds`', () => {
  const tooMany = (rounds: number) =>
    errorEvent(`The model still calls tools after ${rounds} rounds`, {
      code: 'TOO_MANY_ROUNDS',
      retryable: false,
    });
  const always = (asked: () => void) => () => {
    asked();
    return of<StreamEvent[]>(toolCall(0, 'c1'), events['s']!, waits);
  };

  it.each([
    [{ maxRounds: 1 }, 1],
    [{ maxRounds: 3 }, 3],
    [{}, 8],
  ])('limits the requests of an answer: %j', (options, expected) => {
    let asked = 0;
    let ran = 0;
    const seen: unknown[] = [];
    const a = runs(() => ++ran);
    withTools(
      always(() => asked++),
      { a },
      options,
    )(question).subscribe((event) => seen.push(event));
    expect([asked, ran]).toEqual([expected, expected]);
    expect(seen.slice(-3)).toEqual([result('c1', expected), events['s'], tooMany(expected)]);
  });

  it('does not count a last round without calls', () => {
    const seen: unknown[] = [];
    const ask = player(of<StreamEvent[]>(toolCall(0, 'c1'), waits), of(stops));
    withTools(
      ask,
      { a: runs(() => 'x') },
      { maxRounds: 2 },
    )(question).subscribe((event) => seen.push(event));
    expect(seen.at(-1)).toBe(stops);
  });

  it('does not turn a last round whose calls wait for the app into an error', () => {
    const seen: unknown[] = [];
    const ask = player(of<StreamEvent[]>(toolCall(0, 'c1'), waits));
    withTools(
      ask,
      { a: tool({ input: anything }) },
      { maxRounds: 1 },
    )(question).subscribe((event) => seen.push(event));
    expect(seen.at(-1)).toEqual(waits);
  });
});

describe('a `reset`', () => {
  it('in the first round is passed on alone', () => {
    marbles(({ cold, expectObservable }) => {
      const loop = withTools(player(cold('-acR-b(d|)', events)), { a: runs(() => 'x') });
      expectObservable(loop(question)).toBe('-acR-b(d|)', events);
    });
  });

  it('in a later round is followed by what the rounds before emitted, merged', () => {
    const seen: unknown[] = [];
    let ran = 0;
    let attempts = 0;
    const first = of<StreamEvent[]>(
      contentEvent('Let'),
      contentEvent(' me'),
      usageEvent({ inputTokens: 1 }),
      toolCallEvent({ index: 0, id: 'c1', name: 'a', argumentsText: '{' }),
      toolCallEvent({ index: 0, id: 'c1', name: '', argumentsText: '}' }),
      usageEvent({ inputTokens: 2 }),
      events['s']!,
      waits,
    );
    const second = defer(() =>
      ++attempts === 1
        ? concat(
            of<StreamEvent[]>(
              contentEvent('Sun'),
              usageEvent({ inputTokens: 10 }),
              toolCall(0, 'c9'),
            ),
            throwError(() => lost),
          )
        : of<StreamEvent[]>(contentEvent('Rain'), usageEvent({ inputTokens: 20 }), stops),
    ).pipe(retryOnNetwork({ midStream: 'restart', delay: 0, scheduler: queueScheduler }));
    withTools(player<StreamEvent>(first, second), { a: runs(() => ++ran) })(question).subscribe(
      (event) => seen.push(event),
    );
    expect(seen.slice(seen.findIndex((event) => Object(event).type === 'reset'))).toEqual([
      resetEvent(2),
      contentEvent('Let me'),
      toolCall(0, 'c1'),
      usageEvent({ inputTokens: 2 }),
      result('c1', 1),
      { ...contentEvent('Rain'), part: 1 },
      usageEvent({ inputTokens: 22 }),
      stops,
    ]);
    expect(ran).toBe(1);
  });

  it('voids what its round has counted', () => {
    const seen: unknown[] = [];
    const ask = player<StreamEvent>(
      of(
        contentEvent('a'),
        toolCall(4, 'c0'),
        usageEvent({ inputTokens: 9 }),
        events['s']!,
        resetEvent(2),
        toolCall(0, 'c1'),
        waits,
      ),
      of(contentEvent('b'), toolCall(0, 'c2'), usageEvent({ inputTokens: 1 }), waits),
      of(stops),
    );
    withTools(ask, { a: runs(() => 'x') })(question).subscribe((event) => seen.push(event));
    expect(seen.slice(3)).toEqual([
      resetEvent(2),
      toolCall(0, 'c1'),
      result('c1', 'x'),
      contentEvent('b'),
      toolCall(1, 'c2'),
      usageEvent({ inputTokens: 1 }),
      result('c2', 'x'),
      stops,
    ]);
    expect(ask.requests[1]?.history?.[1]).not.toHaveProperty('providerState');
  });

  it('may come often where there is little to repeat; parts stay apart', () => {
    const parts = [0, 1].map((part) => ({ ...contentEvent('a'), part }));
    const often = Array.from({ length: 50 }, () => resetEvent(2));
    const seen: unknown[] = [];
    const ask = player<StreamEvent>(of(...parts, toolCall(0, 'c1'), waits), of(...often, stops));
    // The first is preliminary, which is not repeated.
    const run = () => of('p', 'x');
    withTools(ask, { a: runs(run) })(question).subscribe((event) => seen.push(event));
    expect(seen.slice(-6)).toEqual([
      resetEvent(2),
      ...parts,
      toolCall(0, 'c1'),
      result('c1', 'x'),
      stops,
    ]);
  });

  it('leaves a reply as if the attempt before had not been', () => {
    const first = [reasoningEvent('r'), contentEvent('a'), toolCall(0, 'c1'), waits];
    const failed = [contentEvent('b'), toolCall(0, 'c2'), events['s']!, resetEvent(2)];
    const last = [contentEvent('c'), stops];
    const replyOf = (second: readonly StreamEvent[]): unknown => {
      const replies: unknown[] = [];
      const ask = player(of(...first), of(...second));
      withTools(ask, { a: runs(() => 'x') })(question)
        .pipe(accumulateReply())
        .subscribe((reply) => replies.push(reply));
      return replies.at(-1);
    };
    expect(replyOf([...failed, ...last])).toEqual(replyOf(last));
    expect(replyOf(last)).toMatchObject({ content: 'a\n\nc', status: 'complete' });
  });

  it('that comes too often is an error, so that replays stay in proportion', () => {
    const first = Array.from({ length: 20_000 }, (_, i) =>
      i % 2 === 0 ? contentEvent('a') : reasoningEvent('b'),
    );
    const again = Array.from({ length: 100 }, () => [contentEvent('c'), resetEvent(2)]).flat();
    let count = 0;
    const errors: unknown[] = [];
    const ask = player<StreamEvent>(of(...first, toolCall(0, 'c1'), waits), of(...again, stops));
    withTools(ask, { a: runs(() => 'x') })(question).subscribe({
      next: () => count++,
      error: (error) => errors.push(error),
    });
    expect(count).toBeLessThan(5 * first.length);
    expect(errors).toEqual([expect.objectContaining({ kind: 'format', code: 'BAD_EVENT' })]);
  });
});

describe('a subscription', () => {
  it('asks at once, and not before', () => {
    const ask = player(of(stops), of(stops));
    const answer = withTools(ask, {})(question);
    expect(ask.requests).toHaveLength(0);
    answer.subscribe();
    answer.subscribe();
    expect(ask.requests).toHaveLength(2);
  });

  it('starts anew after an error', () => {
    const first = of<StreamEvent[]>(contentEvent('a'), toolCall(0, 'c1'), waits);
    const ask = player<StreamEvent>(
      first,
      throwError(() => lost),
      first,
      of(stops),
    );
    const seen: unknown[] = [];
    withTools(ask, { a: runs(() => 'x') })(question)
      .pipe(retry(1))
      .subscribe((event) => seen.push(event));
    const round = [contentEvent('a'), toolCall(0, 'c1'), result('c1', 'x')];
    expect(seen).toEqual([...round, ...round, stops]);
    expect(ask.requests[2]).toEqual(ask.requests[0]);
  });

  it('turns what `ask` throws into an error', () => {
    const error = new Error('boom');
    const errors: unknown[] = [];
    const ask = (): Observable<StreamEvent> => {
      throw error;
    };
    withTools(ask, {})(question).subscribe({ error: (each) => errors.push(each) });
    expect(errors).toEqual([error]);
  });

  it('is cancelled by `switchMap`, with its request or its tools', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const run = cold('-----x');
      const requests = [cold('c(w|)', events), cold('-a-a', events), cold('-(bd|)', events)];
      let asks = 0;
      const loop = withTools(() => requests[asks++]!, { a: runs(() => run) });
      const prompts = hot('q--q-q|');
      const expected = '   c---a-(bd|)';
      expectObservable(prompts.pipe(switchMap(() => loop(question)))).toBe(expected, events);
      expectSubscriptions(run.subscriptions).toBe('-^-!');
      expectSubscriptions(requests[1]!.subscriptions).toBe('---^-!');
    });
  });

  type Stop = () => void;
  it.each<[string, (stop: Stop) => [Tool, WithToolsOptions?]]>([
    [
      'run',
      (stop) => [
        runs(() => {
          stop();
          return of('x');
        }),
      ],
    ],
    [
      'needsApproval',
      (stop) => [
        tool({
          input: anything,
          needsApproval: () => {
            stop();
            return true;
          },
          run: () => 'x',
        }),
      ],
    ],
    [
      'describeError',
      (stop) => [
        runs(() => 1n),
        {
          describeError: () => {
            stop();
            return 'x';
          },
        },
      ],
    ],
    [
      'a schema',
      (stop) => [
        tool({
          input: standardSchema((value) => {
            stop();
            return { value };
          }),
          parameters: {},
          run: () => 'x',
        }),
      ],
    ],
  ])('may end inside of %s, and nothing follows', (_, build) => {
    let isStopped = false;
    const seen: unknown[] = [];
    const first = new Subject<StreamEvent>();
    const ask = player<StreamEvent>(first, of(stops));
    const [a, options] = build(() => {
      subscription.unsubscribe();
      isStopped = true;
    });
    const subscription = withTools(
      ask,
      { a },
      options,
    )(question).subscribe((event) => seen.push(event));
    first.next(toolCall(0, 'c1'));
    first.next(toolCall(1, 'c2'));
    first.next(waits);
    expect([isStopped, seen.length, ask.requests.length]).toEqual([true, 2, 1]);
  });

  it('may end inside of `ask`, which then sends nothing', () => {
    let requests = 0;
    const first = new Subject<StreamEvent>();
    const second = defer(() => {
      requests++;
      return of<StreamEvent[]>(stops);
    });
    const seen: unknown[] = [];
    const ask = ({ message }: ChatRequest): Observable<StreamEvent> => {
      if (message !== undefined) return first;
      subscription.unsubscribe();
      return second;
    };
    const loop = withTools(ask, { a: runs(() => 'x') });
    const subscription = loop(question).subscribe((event) => seen.push(event));
    first.next(toolCall(0, 'c1'));
    first.next(waits);
    expect([seen.length, requests]).toEqual([2, 0]);
  });

  it('may end inside of `next`, with other tools running', () => {
    const signals: boolean[] = [];
    const other = new Subject<string>();
    const first = new Subject<StreamEvent>();
    const b = tool({
      input: anything,
      run: (_, { signal }) => other.pipe(finalize(() => signals.push(signal.aborted))),
    });
    const a = runs(() => 'x');
    const subscription = withTools(player(first), { a, b })(question).subscribe(({ type }) => {
      if (type === 'toolResult') subscription.unsubscribe();
    });
    first.next(toolCall(0, 'c1', 'b'));
    first.next(toolCall(1, 'c2'));
    first.next(waits);
    expect([other.observed, signals]).toEqual([false, [true]]);
  });

  it('takes linear time in its rounds, calls and deltas', () => {
    const loop = (rounds: number, calls: number, deltas: number): void => {
      const texts = Array.from({ length: deltas }, () => contentEvent('word '));
      const round = Array.from({ length: calls }, (_, i) => toolCall(i, `c${i}`));
      let asks = 0;
      const ask = () =>
        ++asks > rounds ? of<StreamEvent[]>(stops) : of<StreamEvent[]>(...texts, ...round, waits);
      withTools(ask, { a: runs(() => 'x') }, { maxRounds: Infinity })(question).subscribe();
    };
    expect(growth((size) => loop(size, 1, 1), 100)).toBeLessThan(7);
    expect(growth((size) => loop(1, size, 1), 200)).toBeLessThan(7);
    expect(growth((size) => loop(1, 1, size), 2000)).toBeLessThan(7);
  });
});
