import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { type Observable, of, Subject } from 'rxjs';
import {
  accumulateReply,
  tool,
  type ToolContext,
  withTools,
  type WithToolsOptions,
} from '../../operators/index.js';
import {
  contentEvent,
  providerStateEvent,
  reasoningEvent,
  toolResultEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import type { ChatReply } from '../../src/reply/reply.js';
import type { AssistantMessage, ChatMessage, ToolMessage } from '../../src/request/messages.js';
import type { ChatRequest } from '../../src/request/request.js';
import { toAssistantMessage } from '../../src/request/toAssistantMessage.js';
import { marbles } from '../helpers/marbles.js';
import { standardSchema } from '../helpers/standardSchema.js';
import { asked, player, question, stops, toolCall, waits } from '../helpers/toolRounds.js';

const anything = t.type({});
const echo = tool({ input: anything, run: (_, { call }) => call.id });
const echoDefinition = { name: 'a', parameters: { type: 'object', properties: {} } };

const collect = (source: Observable<StreamEvent>): StreamEvent[] => {
  const seen: StreamEvent[] = [];
  source.subscribe((event) => seen.push(event));
  return seen;
};

const rounds = (...answers: readonly (readonly StreamEvent[])[]) =>
  player<StreamEvent>(...answers.map((answer) => of(...answer)));

const result = (id: string, content = id): ToolMessage => ({
  role: 'tool',
  toolCallId: id,
  name: 'a',
  content,
});
const turn = (ids: readonly string[], name = 'a'): AssistantMessage => ({
  role: 'assistant',
  content: '',
  toolCalls: ids.map((id) => ({ id, name, argumentsText: '{}' })),
});
const user: ChatMessage = { role: 'user', content: 'Hi' };

describe('the requests', () => {
  it('are the one given, with the tools; later ones have the turns instead of the message', () => {
    const ask = rounds(
      [
        reasoningEvent('Hm'),
        contentEvent('Let me see'),
        toolCall(0, 'c1'),
        toolCall(1, 'c2'),
        providerStateEvent({ protocol: 'p', state: 1 }),
        waits,
      ],
      [toolCall(0, 'c3'), providerStateEvent({ protocol: 'p', state: 2 }), waits],
      [stops],
    );
    const early: ChatMessage = { role: 'user', content: 'Before' };
    const message = [{ type: 'text', text: 'Hi' }] as const;
    const request = { ...question, message, history: [early], temperature: 0, extra: 1 };
    collect(withTools(ask, { a: echo })(request));

    const rest = { modelId: 'm', temperature: 0, extra: 1, tools: [echoDefinition] };
    const first: ChatMessage[] = [
      early,
      { role: 'user', content: message },
      {
        ...turn(['c1', 'c2']),
        content: 'Let me see',
        reasoning: 'Hm',
        providerState: { protocol: 'p', state: 1 },
      },
      result('c1'),
      result('c2'),
    ];
    const second: ChatMessage[] = [
      ...first,
      { ...turn(['c3']), providerState: { protocol: 'p', state: 2 } },
      result('c3'),
    ];
    expect(ask.requests).toStrictEqual([
      { ...rest, message, history: [early] },
      { ...rest, history: first },
      { ...rest, history: second },
    ]);
  });

  it('have the results in the order of the calls, in whichever order they come', () => {
    const results: Record<string, Subject<string>> = { c1: new Subject(), c2: new Subject() };
    const ask = rounds([toolCall(0, 'c1'), toolCall(1, 'c2'), waits], [stops]);
    const late = tool({ input: anything, run: (_, { call }) => results[call.id] });
    withTools(ask, { a: late })(question).subscribe();
    for (const id of ['c2', 'c1']) {
      results[id]?.next(id);
      results[id]?.complete();
    }
    expect(ask.requests[1]?.history?.slice(-2)).toEqual([result('c1'), result('c2')]);
  });

  it('share the turns with those before', () => {
    const ask = rounds([toolCall(0, 'c1'), waits], [toolCall(0, 'c2'), waits], [stops]);
    collect(withTools(ask, { a: echo })({ ...question, history: [user] }));
    const [, second, third] = ask.requests;
    second?.history?.forEach((each, at) => expect(third?.history?.[at]).toBe(each));
  });

  it('have the results of the server too, and no call that was not of the round', () => {
    const ask = rounds(
      [
        toolResultEvent({ id: 'c0', result: 'early' }),
        toolCall(0, 'c1'),
        toolCall(1, 'c2'),
        toolResultEvent({ id: 'c2', result: { ok: 1 }, isError: true }),
        { ...toolCall(2, 'c3'), providerExecuted: true },
        toolResultEvent({ id: 'c3', result: 'provider' }),
        waits,
      ],
      [stops],
    );
    collect(withTools(ask, { a: echo })(question));
    const { toolCalls = [] } = turn(['c1', 'c2', 'c3']);
    expect(ask.requests[1]?.history?.slice(1)).toEqual([
      {
        ...turn([]),
        toolCalls: toolCalls.map((call) =>
          call.id === 'c3' ? { ...call, providerExecuted: true } : call,
        ),
      },
      result('c1'),
      { ...result('c2', '{"ok":1}'), isError: true },
    ]);
  });

  it('have a name for a call without one', () => {
    const ask = rounds([toolCall(0, 'c1', ''), waits], [stops]);
    const seen = collect(withTools(ask, { a: echo })(question));
    const told = 'There is no such tool. These are the tools: a';
    expect(seen[1]).toEqual(toolResultEvent({ id: 'c1', result: told, isError: true }));
    expect(ask.requests[1]?.history?.slice(1)).toEqual([
      turn(['c1'], 'unknown'),
      { role: 'tool', toolCallId: 'c1', content: told, isError: true },
    ]);
  });

  it('have a result for each of several calls that share an id', () => {
    const ask = rounds([toolCall(0, 'c1'), toolCall(1, 'c1'), waits], [stops]);
    collect(withTools(ask, { a: echo })(question));
    expect(ask.requests[1]?.history?.slice(2)).toEqual([result('c1'), result('c1')]);
  });

  it.each([
    ['required', undefined],
    [{ name: 'a' }, undefined],
    ['auto', 'auto'],
    ['none', 'none'],
  ] as const)('obey the choice %j, but do not force a call again', (toolChoice, later) => {
    const ask = rounds([toolCall(0, 'c1'), waits], [stops]);
    collect(withTools(ask, { a: echo })({ ...question, toolChoice }));
    expect(ask.requests.map((request) => request.toolChoice)).toEqual([toolChoice, later]);
  });

  it('have a tool of these rather than its namesake in the request', () => {
    const ask = rounds([stops]);
    const other = { name: 'b', parameters: {} };
    const tools = [{ name: 'a', parameters: { type: 'string' } }, other];
    collect(withTools(ask, { a: echo })({ ...question, tools }));
    expect(ask.requests[0]?.tools).toEqual([other, echoDefinition]);
  });

  it('have no list of tools where there are none', () => {
    const ask = rounds([stops]);
    collect(withTools(ask, {})(question));
    expect(ask.requests).toStrictEqual([{ ...question, history: [] }]);
  });

  it.each<[string, object]>([
    ['tools', { tools: 'a' }],
    ['tools', { tools: [null] }],
    ['history', { history: 'a' }],
    ['history', { history: [null, { role: 'tool' }, { role: 'assistant', toolCalls: [null] }] }],
  ])('leave malformed %s to the protocol', (field, malformed) => {
    const ask = rounds([stops]);
    // JavaScript callers can pass what the types forbid.
    const request = { ...question, ...malformed } as ChatRequest;
    expect(collect(withTools(ask, { a: echo })(request))).toEqual([stops]);
    const sent = new Map(Object.entries(ask.requests[0] ?? {})).get(field);
    const given = new Map(Object.entries(malformed)).get(field);
    expect(Array.isArray(given) ? Object(sent).slice(0, given.length) : sent).toEqual(given);
  });

  it.each([undefined, null, 'Hi'])('leave the request %j to the protocol', (request) => {
    const asked: unknown[] = [];
    const ask = (given: unknown): Observable<StreamEvent> => {
      asked.push(given);
      return of(stops);
    };
    // JavaScript callers can pass what the types forbid.
    withTools(ask, { a: echo })(request as unknown as ChatRequest).subscribe();
    expect(asked).toEqual([request]);
  });
});

describe('what `run` gets', () => {
  it('is the input of its schema, the call with its place in the answer, and the turns', () => {
    const given: (readonly [unknown, ToolContext])[] = [];
    const trimmed = standardSchema<string>((value) => ({ value: `${Object(value).city}!` }));
    const note = tool({
      input: trimmed,
      parameters: {},
      run: (input, context) => void given.push([input, context]),
    });
    const ask = rounds(
      [toolCall(0, 'c1'), waits],
      [toolCall(0, 'c2', 'note', '{"city":"Ulm"}'), waits],
      [stops],
    );
    collect(withTools(ask, { a: echo, note })(question));
    const [[input, { signal, call, history }] = [undefined, Object({})]] = given;
    expect(input).toBe('Ulm!');
    expect(call).toEqual({ index: 1, id: 'c2', name: 'note', argumentsText: '{"city":"Ulm"}' });
    expect(signal).toBeInstanceOf(AbortSignal);
    expect(signal.aborted).toBe(false);
    expect(history).toEqual([
      user,
      turn(['c1']),
      result('c1'),
      {
        ...turn([]),
        toolCalls: [{ id: 'c2', name: 'note', argumentsText: '{"city":"Ulm"}' }],
      },
    ]);
  });
});

describe('a call that needs approval', () => {
  const ran: unknown[] = [];
  const guarded = (needsApproval: boolean | ((input: { readonly n: number }) => boolean)) =>
    tool({
      input: t.type({ n: t.number }),
      needsApproval,
      run: ({ n }, { call }) => {
        ran.push(n);
        return call.id;
      },
    });
  const call = (index: number, id: string, n: unknown = index) =>
    toolCall(index, id, 'a', JSON.stringify({ n }));
  const callsOf = (...calls: readonly ReturnType<typeof call>[]): AssistantMessage => ({
    ...turn([]),
    toolCalls: calls.map(({ id, name, argumentsText }) => ({ id, name, argumentsText })),
  });
  const approval = (id: string, approved = true, reason?: string): ToolMessage => ({
    role: 'tool',
    toolCallId: id,
    approval: { id, approved, ...(reason && { reason }) },
  });
  const denied = (id: string, why = ''): ToolMessage => ({
    ...result(id, `The user did not approve this call${why}`),
    isError: true,
  });
  const approve = (history: readonly ChatMessage[], answer: readonly StreamEvent[] = [stops]) => {
    ran.length = 0;
    const ask = rounds(answer, [stops]);
    const loop = withTools(ask, { a: guarded(true) });
    const seen = collect(loop({ modelId: 'm', history }));
    return { seen, ran: [...ran], requests: ask.requests };
  };

  it('ends the answer, after the others have run, with its id in the reply', () => {
    ran.length = 0;
    const ask = rounds([call(0, 'c1', 0), call(1, 'c2', 1), waits]);
    const needed: number[] = [];
    const needs = ({ n }: { readonly n: number }): boolean => {
      needed.push(n);
      return n === 0;
    };
    const loop = withTools(ask, { a: guarded(needs) });
    const seen = collect(loop(question));
    expect(seen).toEqual([
      call(0, 'c1', 0),
      call(1, 'c2', 1),
      toolResultEvent({ id: 'c2', name: 'a', result: 'c2' }),
      asked(call(0, 'c1')),
      waits,
    ]);
    expect([needed, ran]).toEqual([[0, 1], [1]]);

    const replies: ChatReply[] = [];
    withTools(rounds([call(0, 'c1', 0), waits]), { a: guarded(true) })(question)
      .pipe(accumulateReply())
      .subscribe((reply) => replies.push(reply));
    expect(replies.at(-1)).toMatchObject({
      toolCalls: [{ index: 0, id: 'c1', argumentsText: '{"n":0}', approvalId: 'c1' }],
      finishReason: 'toolCalls',
      status: 'complete',
    });
  });

  it('is not asked for if its arguments are invalid, or its tool decides so', () => {
    const ask = rounds([call(0, 'c1', 'x'), waits], [stops]);
    expect(collect(withTools(ask, { a: guarded(true) })(question)).slice(1)).toEqual([
      toolResultEvent({
        id: 'c1',
        name: 'a',
        result: 'The arguments of a are invalid: n must be number',
        isError: true,
      }),
      stops,
    ]);
    const other = rounds([call(0, 'c1'), waits], [stops]);
    expect(collect(withTools(other, { a: guarded(() => false) })(question))).toHaveLength(3);
  });

  it('is a failure if that function throws', () => {
    const ask = rounds([call(0, 'c1'), waits], [stops]);
    const throws = (): boolean => {
      throw new Error('boom');
    };
    expect(collect(withTools(ask, { a: guarded(throws) })(question))[1]).toEqual(
      toolResultEvent({ id: 'c1', name: 'a', result: 'boom', isError: true }),
    );
  });

  it('is run before the first request once it is approved', () => {
    const history = [
      user,
      callsOf(call(0, 'c1', 7), call(1, 'c2', 8)),
      approval('c1'),
      result('c2'),
    ];
    const { seen, ran, requests } = approve(history);
    expect(seen).toEqual([toolResultEvent({ id: 'c1', name: 'a', result: 'c1' }), stops]);
    expect(ran).toEqual([7]);
    expect(requests).toStrictEqual([
      {
        modelId: 'm',
        history: [user, history[1], result('c1'), result('c2')],
        tools: [expect.objectContaining({ name: 'a' })],
      },
    ]);
  });

  it('is run side by side with others that are approved, and their order is kept', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const slow = cold('--(x|)');
      const fast = cold('-(y|)');
      const history = [user, turn(['c1', 'c2']), approval('c1'), approval('c2')];
      const ask = player(cold('-(d|)', { d: stops }));
      const loop = withTools(ask, {
        a: tool({
          input: anything,
          needsApproval: true,
          run: (_, { call }) => (call.id === 'c1' ? slow : fast),
        }),
      });
      expectObservable(loop({ modelId: 'm', history })).toBe('-yx(d|)', {
        x: toolResultEvent({ id: 'c1', name: 'a', result: 'x' }),
        y: toolResultEvent({ id: 'c2', name: 'a', result: 'y' }),
        d: stops,
      });
      expectSubscriptions(slow.subscriptions).toBe('^-!');
      expectSubscriptions(fast.subscriptions).toBe('^!');
    });
  });

  it.each([
    [undefined, ''],
    ['Too expensive', ': Too expensive'],
  ])('is a failure for the model if it is denied, with the reason %j', (reason, why) => {
    const history = [user, callsOf(call(0, 'c1')), approval('c1', false, reason)];
    const { seen, ran, requests } = approve(history);
    expect([seen, ran]).toEqual([[stops], []]);
    expect(requests[0]?.history).toEqual([...history.slice(0, 2), denied('c1', why)]);
  });

  it('may be answered together with a new message', () => {
    const ask = rounds([stops]);
    const history = [user, callsOf(call(0, 'c1')), approval('c1')];
    collect(withTools(ask, { a: guarded(true) })({ ...question, history }));
    expect(ask.requests[0]).toMatchObject({
      message: 'Hi',
      history: [user, history[1], result('c1')],
    });
  });

  it('leaves the numbers of later calls free: no reply takes two for one', () => {
    ran.length = 0;
    const ask = rounds([call(0, 'c2', 2), waits], [stops]);
    const replies: ChatReply[] = [];
    const history = [user, callsOf(call(0, 'c1', 1)), approval('c1')];
    withTools(ask, { a: guarded(({ n }) => n === 1) })({ modelId: 'm', history })
      .pipe(accumulateReply())
      .subscribe((reply) => replies.push(reply));
    expect(replies.at(-1)?.toolCalls).toEqual([
      { index: 0, id: 'c1', name: 'a', argumentsText: '', result: 'c1' },
      { index: 1, id: 'c2', name: 'a', argumentsText: '{"n":2}', result: 'c2' },
    ]);
    // What the reply has of the earlier answer is no call of its own turn.
    const { toolCalls } = toAssistantMessage(replies.at(-1)!);
    expect(toolCalls).toEqual([{ id: 'c2', name: 'a', argumentsText: '{"n":2}' }]);
  });

  describe('in a history that has more turns', () => {
    const first = callsOf(call(0, 'c1'));
    const answer: ChatMessage = { role: 'assistant', content: 'Done' };

    it.each<[string, readonly ChatMessage[], readonly ChatMessage[]]>([
      ['its result next', [first, approval('c1'), result('c1')], [first, result('c1')]],
      [
        'its result after the answer',
        [first, approval('c1'), answer, result('c1'), user],
        [first, result('c1'), answer, user],
      ],
      [
        'its result before the approval',
        [first, result('c1'), approval('c1')],
        [first, result('c1')],
      ],
      [
        'an answer but no result, which is lost',
        [first, approval('c1'), answer, user],
        [
          first,
          { ...result('c1', 'The result of this call is lost'), isError: true },
          answer,
          user,
        ],
      ],
      [
        'an answer after it was denied',
        [first, approval('c1', false), answer, user],
        [first, denied('c1'), answer, user],
      ],
      [
        'the id again in a later answer',
        [first, approval('c1'), callsOf(call(0, 'c1', 5)), result('c1')],
        [
          first,
          { ...result('c1', 'The result of this call is lost'), isError: true },
          callsOf(call(0, 'c1', 5)),
          result('c1'),
        ],
      ],
    ])('is not run again: %s', (_, history, sent) => {
      const { ran, requests } = approve([user, ...history]);
      expect(ran).toEqual([]);
      expect(requests[0]?.history).toEqual([user, ...sent]);
    });

    it('is decided by the last answer to it', () => {
      const history = [user, first, approval('c1', false), approval('c1')];
      const { ran, requests } = approve(history);
      expect(ran).toEqual([0]);
      expect(requests[0]?.history).toEqual([user, first, result('c1')]);
    });

    it.each([
      ['the second', [result('c1'), approval('c1')], [2]],
      ['the first', [approval('c1'), result('c1')], [1]],
      ['both', [approval('c1'), approval('c1')], [1, 2]],
      ['the first, and not the second', [approval('c1'), approval('c1', false)], [1]],
    ])('may be one of two that share an id: %s', (_, answers, expected) => {
      const twins = callsOf(call(0, 'c1', 1), call(1, 'c1', 2));
      const { ran, requests } = approve([user, twins, ...answers]);
      expect(ran).toEqual(expected);
      expect(requests[0]?.history).toEqual([
        user,
        twins,
        ...answers.map(({ approval }) =>
          approval?.approved === false ? denied('c1') : result('c1'),
        ),
      ]);
    });

    it('is run where a call of another tool in the same turn has its id', () => {
      // As after two rounds over a server that gives no ids, the first with a name of no tool.
      const [other] = turn(['c1'], 'other').toolCalls ?? [];
      const [own] = callsOf(call(0, 'c1', 5)).toolCalls ?? [];
      const both = { ...turn([]), toolCalls: [other!, own!] };
      const failure = { ...result('c1', 'There is no such tool'), name: 'other', isError: true };
      const { ran, requests } = approve([user, both, failure, approval('c1')]);
      expect(ran).toEqual([5]);
      expect(requests[0]?.history).toEqual([user, both, failure, result('c1')]);
    });

    it('is that of the latest call of its id', () => {
      const again = callsOf(call(0, 'c1', 5));
      const history = [user, first, result('c1'), again, approval('c1')];
      expect(approve(history).ran).toEqual([5]);
    });
  });

  it('is not run without an answer to it, even if its tool could', () => {
    const history = [user, callsOf(call(0, 'c1'))];
    const { ran, requests } = approve(history);
    expect(ran).toEqual([]);
    expect(requests[0]?.history).toEqual(history);
  });

  it.each<[string, AssistantMessage]>([
    ['another tool', turn(['c1'], 'other')],
    [
      'a tool that the provider runs',
      {
        ...turn([]),
        toolCalls: [{ id: 'c1', name: 'a', argumentsText: '{}', providerExecuted: true }],
      },
    ],
    ['no call at all', turn([])],
    ['a tool whose name every object has', turn(['c1'], 'toString')],
  ])('keeps an approval of %s as it is', (_, theirs) => {
    const history = [user, theirs, approval('c1')];
    const { ran, requests } = approve(history);
    expect(ran).toEqual([]);
    expect(requests[0]?.history).toEqual(history);
  });

  it('keeps a change of mind about a call that the provider runs', () => {
    const [own] = callsOf(call(0, 'c1')).toolCalls ?? [];
    const theirs = { ...turn([]), toolCalls: [{ ...own!, providerExecuted: true as const }] };
    const history = [user, theirs, approval('c1', false), approval('c1')];
    const { ran, requests } = approve(history);
    expect(ran).toEqual([]);
    expect(requests[0]?.history).toEqual(history);
  });

  it('keeps a malformed approval as it is', () => {
    // JavaScript callers can pass what the types forbid.
    const odd = {
      ...approval('c1'),
      approval: { id: 'c1', approved: 'yes' },
    } as unknown as ChatMessage;
    const history = [user, callsOf(call(0, 'c1')), odd];
    const { ran, requests } = approve(history);
    expect(ran).toEqual([]);
    expect(requests[0]?.history).toEqual(history);
  });

  it('is a failure if its tool has no `run`', () => {
    const ask = rounds([stops]);
    const history = [user, turn(['c1']), approval('c1')];
    const seen = collect(
      withTools(ask, { a: tool({ input: anything }) })({ modelId: 'm', history }),
    );
    expect(seen[0]).toEqual(
      toolResultEvent({
        id: 'c1',
        name: 'a',
        result: 'a runs in the app, which has sent no result',
        isError: true,
      }),
    );
  });

  it('has its result emitted again after a `reset`', () => {
    const history = [user, callsOf(call(0, 'c1')), approval('c1')];
    const { seen } = approve(history, [{ type: 'reset', attempt: 2 }, stops]);
    const result = toolResultEvent({ id: 'c1', name: 'a', result: 'c1' });
    expect(seen).toEqual([result, { type: 'reset', attempt: 2 }, result, stops]);
  });
});

describe('withTools', () => {
  // JavaScript callers can pass what the types forbid.
  const build = (tools: unknown, options?: unknown, ask: unknown = () => of(stops)) =>
    withTools(
      ask as () => Observable<StreamEvent>,
      tools as Parameters<typeof withTools>[1],
      options as WithToolsOptions,
    );
  class Own extends t.Type<string> {
    constructor() {
      super('Own', t.string.is, t.string.validate, t.identity);
    }
  }
  const error = (text: string, Failure: new (text: string) => Error = TypeError) =>
    new Failure(`withTools: ${text}`);
  const name = (got: string) =>
    error(`the name of a tool must be 1 to 64 of the characters A-Z a-z 0-9 _ -, got ${got}`);

  it.each([
    [{ 'a b': echo }, name('"a b"')],
    [{ '': echo }, name('""')],
    [{ ['a'.repeat(65)]: echo }, name(`"${'a'.repeat(65)}"`)],
    [{ a: {} }, error('a must be a tool, as `tool` makes it, got [object Object]')],
    [{ a: undefined }, error('a must be a tool, as `tool` makes it, got undefined')],
    [[], error('tools must be an object, got []')],
    [null, error('tools must be an object, got null')],
    [
      { a: tool({ input: t.type({ b: new Own() }) }) },
      error(
        'a needs `parameters`: jsonSchemaOf: schema.b (Own) has no JSON Schema; give one yourself',
      ),
    ],
    [
      { a: tool({ input: standardSchema(() => ({ value: 1 })) }) },
      error(
        'a needs `parameters`: jsonSchemaOf: this schema of test does not give its JSON Schema; ' +
          'write it down',
      ),
    ],
  ])('rejects the tools %j when called', (tools, expected) => {
    // What jsonSchemaOf throws is its cause.
    expect(() => build(tools)).toThrow(expected.message);
    expect(() => build(tools)).toThrow(TypeError);
  });

  it('takes a valid name that every object has, and `parameters` in place of a schema', () => {
    const ask = rounds(
      [toolCall(0, 'c1', 'toString'), toolCall(1, 'c2', '__proto__'), waits],
      [stops],
    );
    const own = tool({
      description: 'Mine',
      input: standardSchema(() => ({ value: 1 })),
      parameters: { type: 'object' },
      run: (input) => input,
    });
    const seen = collect(withTools(ask, { toString: own, ['__proto__']: own })(question));
    expect(seen.slice(2, 4)).toEqual([
      toolResultEvent({ id: 'c1', name: 'toString', result: 1 }),
      toolResultEvent({ id: 'c2', name: '__proto__', result: 1 }),
    ]);
    expect(ask.requests[0]?.tools).toEqual(
      ['toString', '__proto__'].map((name) => ({
        name,
        description: 'Mine',
        parameters: { type: 'object' },
      })),
    );
  });

  it.each([
    [
      { maxRounds: 0 },
      error('maxRounds must be a whole number from 1 or Infinity, got 0', RangeError),
    ],
    [
      { maxRounds: 1.5 },
      error('maxRounds must be a whole number from 1 or Infinity, got 1.5', RangeError),
    ],
    [{ maxRounds: '8' }, error('maxRounds must be a whole number from 1 or Infinity, got "8"')],
    [
      { concurrency: 0 },
      error('concurrency must be a whole number from 1 or Infinity, got 0', RangeError),
    ],
    [{ toolTimeout: 0 }, error('toolTimeout must be a number above 0, got 0', RangeError)],
    [{ toolTimeout: NaN }, error('toolTimeout must be a number above 0, got NaN', RangeError)],
    [{ toolTimeout: '5' }, error('toolTimeout must be a number above 0, got "5"')],
    [{ onToolError: 'throw' }, error('onToolError must be "tell" or "error", got "throw"')],
    [{ describeError: 'no' }, error('describeError must be a function, got "no"')],
    [{ scheduler: {} }, error('scheduler must be a scheduler, got [object Object]')],
  ])('rejects the options %j when called', (options, expected) => {
    expect(() => build({}, options)).toThrow(expected);
  });

  it('rejects what does not ask when called', () => {
    expect(() => build({}, {}, of(stops))).toThrow(
      error('ask must be a function, got [object Object]'),
    );
  });
});
