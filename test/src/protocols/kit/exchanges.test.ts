import { describe, expect, it } from '@jest/globals';
import {
  byRound,
  type Exchange,
  exchanges,
  exchangesWith,
} from '../../../../src/protocols/kit/exchanges.js';
import type { ChatMessage } from '../../../../src/request/messages.js';
import { growth } from '../../../helpers/growth.js';

const user: ChatMessage = { role: 'user', content: 'Hi' };

const call = (id: string, name = 'now') => ({ id, name, argumentsText: '{}' });

const calling = (...ids: readonly string[]) =>
  ({ role: 'assistant', content: '', toolCalls: ids.map((id) => call(id)) }) as const;

const result = (toolCallId: string, content: string) =>
  ({ role: 'tool', toolCallId, content }) as const;

const answer = (toolCallId: string, id: string) =>
  ({ role: 'tool', toolCallId, approval: { id, approved: true } }) as const;

/** What the results of each turn say. */
const said = (all: readonly Exchange[]): readonly (readonly unknown[])[] =>
  all.map(({ results }) => results.map(({ content, approval }) => content ?? approval?.id));

describe('exchanges', () => {
  it('puts results after their calls, with the names of the tools', () => {
    const turns = [
      user,
      calling('a', 'b'),
      user,
      { ...result('b', '2'), name: 'mine' },
      result('a', '1'),
    ];
    expect(exchanges(turns)).toEqual([
      { turn: user, results: [] },
      {
        turn: turns[1],
        results: [
          { ...result('b', '2'), name: 'mine' },
          { ...result('a', '1'), name: 'now' },
        ],
      },
      { turn: user, results: [] },
    ]);
  });

  it.each<readonly [string, readonly ChatMessage[], readonly (readonly unknown[])[]]>([
    ['no turns', [], []],
    ['a result without its call', [result('a', '1'), user], [[]]],
    [
      'an id used again',
      [calling('a'), result('a', '1'), calling('a'), result('a', '2')],
      [['1'], ['2']],
    ],
    [
      'an id used again before its result',
      [calling('a'), calling('a'), result('a', '1'), result('a', '2')],
      [['1'], ['2']],
    ],
    [
      'an id twice in a turn',
      [calling('a', 'a'), result('a', '1'), result('a', '2')],
      [['1', '2']],
    ],
    [
      'an id used again before an answer and the results',
      [calling('a'), calling('a'), answer('a', 'q'), result('a', '1'), result('a', '2')],
      [['1'], ['2']],
    ],
    ['a result too many', [calling('a'), result('a', '1'), result('a', '2')], [['1', '2']]],
    ['an answer', [calling('a'), answer('a', 'q')], [['q']]],
    ['an answer and its result', [calling('a'), answer('a', 'q'), result('a', '1')], [['1']]],
    ['two answers', [calling('a'), answer('a', 'q'), answer('a', 'r')], [['r']]],
    [
      'an answer to a call whose id is used again',
      [calling('a'), result('a', '1'), calling('a'), answer('a', 'q')],
      [['1'], ['q']],
    ],
  ])('takes %s', (_, turns, results) => {
    expect(said(exchanges(turns))).toEqual(results);
  });

  it('takes time in proportion to the turns, of one id too', () => {
    const run = (size: number): void => {
      const turns = Array.from({ length: size }, (_, at) => [
        calling('a', `b${at}`),
        result('a', '1'),
        result(`b${at}`, '2'),
      ]).flat();
      expect(exchanges(turns)).toHaveLength(size);
    };
    expect(growth(run, 10_000)).toBeLessThan(9);
  });
});

describe('byRound', () => {
  const turn = {
    role: 'assistant',
    content: 'I look.\n\nNoon.',
    reasoning: 'Hm.',
    providerState: { protocol: 'p', state: 1 },
  } as const;
  const results = [
    { ...result('b', '2'), name: 'now' },
    { ...result('a', '1'), name: 'now' },
  ];

  it('cuts a turn before the calls of its state', () => {
    const calls = [call('a'), call('b')];
    expect(byRound<unknown>(turn, calls, results, { callIds: ['b'], text: 'Noon.' })).toEqual([
      {
        turn: { role: 'assistant', content: 'I look.', toolCalls: [call('a')] },
        results: [results[1]],
      },
      { turn: { ...turn, content: 'Noon.', toolCalls: [call('b')] }, results: [results[0]] },
    ]);
  });

  it.each<readonly [string, string, string]>([
    ['I look.\n\nNoon.', 'Noon.', 'I look.'],
    ['I look.\n\nNoon.', '', 'I look.\n\nNoon.'],
    ['I look.\n\nNoon.', 'No on.', 'I look.'],
    ['I look.\n\nNoon. Yes.', 'Noon.\n\nYes.', 'I look.'],
    ['Noon.', 'Noon.', ''],
    ['I look.\n\nNoon.', 'Midnight.', 'I look.\n\nNoon.'],
    ['on.', 'Noon.', 'on.'],
    ['', 'Noon.', ''],
  ])('takes from %j the end %j', (content, text, rest) => {
    const rounds = byRound({ ...turn, content }, [call('a')], [], { callIds: [], text });
    expect(rounds[0]?.turn.content).toBe(rest);
  });

  it('leaves a turn whose state has all calls', () => {
    const content = { callIds: ['a', 'b', 'of another turn'], text: 'else' };
    expect(byRound<unknown>(turn, [call('a')], results, content)).toEqual([
      { turn: { ...turn, toolCalls: [call('a')] }, results },
    ]);
  });
});

describe('exchangesWith', () => {
  const search = { ...call('s', 'search'), providerExecuted: true } as const;
  const state = (protocol: string) => ({ providerState: { protocol, state: { callIds: ['b'] } } });
  const read = (own: unknown) => ({ callIds: [], text: '', ...Object(own) });

  it('leaves out what is of another provider', () => {
    const turn = {
      role: 'assistant',
      content: 'a',
      reasoning: 'Hm.',
      toolCalls: [search, call('a')],
      ...state('other'),
    } as const;
    expect(exchangesWith([turn, result('a', '1'), result('s', '2')], 'mine', read)).toEqual([
      {
        turn: { role: 'assistant', content: 'a', reasoning: 'Hm.', toolCalls: [call('a')] },
        results: [{ ...result('a', '1'), name: 'now' }],
      },
    ]);
  });

  it.each<readonly [string, object]>([
    ['the state of another', state('other')],
    ['what the provider ran', { toolCalls: [search] }],
    ['reasoning', { reasoning: 'Hm.' }],
    ['nothing', { toolCalls: null, providerState: null, reasoning: null }],
  ])('leaves out a turn that has but %s', (_, more) => {
    expect(exchangesWith([{ role: 'assistant', content: ' ', ...more }], 'mine')).toEqual([]);
  });

  it('sends a turn whose own state cannot be read as if it had none', () => {
    const turn = { role: 'assistant', content: 'a', ...state('mine') } as const;
    expect(exchangesWith([turn], 'mine', () => undefined)).toEqual([
      { turn: { role: 'assistant', content: 'a', toolCalls: [] }, results: [] },
    ]);
  });

  it('keeps several rounds with a state each', () => {
    const turns = [
      user,
      { ...calling('a'), providerState: { protocol: 'mine', state: { callIds: ['a'] } } },
      result('a', '1'),
      { ...calling('b', 'c'), providerState: { protocol: 'mine', state: { callIds: ['b', 'c'] } } },
      result('c', '3'),
      result('b', '2'),
      { role: 'assistant', content: 'Noon.', providerState: { protocol: 'mine', state: {} } },
    ] as const;
    const all = exchangesWith(turns, 'mine', read);
    expect(said(all)).toEqual([[], ['1'], ['3', '2'], []]);
    expect(all.map(({ turn }) => Object(turn).providerState?.state)).toEqual([
      undefined,
      { callIds: ['a'] },
      { callIds: ['b', 'c'] },
      {},
    ]);
  });
});
