import { describe, expect, it } from '@jest/globals';
import { isLeft } from 'fp-ts/lib/Either.js';
import type { StreamEvent } from '../../../../src/events.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { openAiResponses } from '../../../../src/protocols/index.js';
import { growth } from '../../../helpers/growth.js';

type Step = readonly [type: string, fields?: object];

const player = () => {
  const { decode } = openAiResponses().decoder();
  return ([type, fields]: Step): readonly StreamEvent[] => {
    const event = `response.${type}`;
    const decoded = toEither(decode({ event, data: JSON.stringify({ type: event, ...fields }) }));
    if (isLeft(decoded)) throw decoded.left;
    return decoded.right;
  };
};

const play = (...steps: readonly Step[]): readonly StreamEvent[] => steps.flatMap(player());

const itemDone = (output_index: number, item: object): Step => [
  'output_item.done',
  { output_index, item },
];

const textDelta = (index: number): Step => [
  'output_text.delta',
  { item_id: `msg_${index}`, output_index: index, delta: 'a' },
];

describe('limits', () => {
  it.each<readonly [string, number, (index: number) => Step]>([
    [
      'tool calls',
      128,
      (index) => itemDone(index, { id: `ws_${index}`, type: 'web_search_call', action: {} }),
    ],
    ['parts of one kind', 128, textDelta],
    [
      'sources',
      1024,
      (index) => [
        'output_text.annotation.added',
        { annotation: { type: 'url_citation', url: `https://a.example/${index}` } },
      ],
    ],
  ])('takes no more %s than %d', (words, limit, step) => {
    const next = player();
    const events = Array.from({ length: limit }, (_, index) => next(step(index))).flat();
    expect(events).toHaveLength(limit);
    expect(() => next(step(limit))).toThrow(`The answer has more than ${limit} ${words}`);
  });
});

describe('time grows with the number of events, for', () => {
  const repeat = (size: number, step: (index: number) => Step): readonly Step[] =>
    Array.from({ length: size }, (_, index) => step(index));

  it.each<readonly [string, (size: number) => readonly Step[]]>([
    [
      'texts that repeat',
      (size) => repeat(size, () => ['output_text.done', { item_id: 'm', text: 'a' }]),
    ],
    [
      'deltas of several commands',
      (size) => [
        ['output_item.added', { output_index: 0, item: { type: 'shell_call', call_id: 'c' } }],
        ...repeat(size, (index): Step => [
          'shell_call_command.delta',
          { output_index: 0, command_index: index, delta: 'a' },
        ]),
      ],
    ],
    [
      'outputs of unknown calls',
      (size) => [
        ...repeat(128, (index) =>
          itemDone(index, { type: 'mcp_call', id: `m${index}`, name: 'f' }),
        ),
        ...repeat(size, (index) =>
          itemDone(index, { type: 'tool_search_output', id: `o${index}`, tools: [] }),
        ),
      ],
    ],
    [
      'items of the final response',
      (size) => [
        [
          'completed',
          { response: { output: repeat(size, (id) => ['', { id }]).map(([, item]) => item) } },
        ],
      ],
    ],
  ])('%s', (_, steps) => {
    const ratio = growth((size) => {
      play(...steps(size));
    }, 300);
    expect(ratio).toBeLessThan(8);
  });
});

describe('the state of the provider', () => {
  it('comes right before `done`, and not before an error', () => {
    const sealed = itemDone(0, { type: 'reasoning', id: 'r', encrypted_content: 'A' });
    const types = (last: Step) => play(sealed, last).map(({ type }) => type);
    expect(types(['completed'])).toEqual(['providerState', 'done']);
    expect(types(['failed'])).toEqual(['error']);
  });

  it('takes the items of the final response, unless these leave out what is sealed', () => {
    const item = { type: 'reasoning', id: 'r', encrypted_content: 'A' };
    const stateOf = (output: readonly object[]) =>
      play(itemDone(0, item), ['completed', { response: { output } }])[0];
    const renewed = { ...item, encrypted_content: 'B' };
    expect(stateOf([renewed])).toMatchObject({ state: [renewed] });
    expect(stateOf([{ type: 'reasoning', id: 'r' }])).toMatchObject({ state: [item] });
    expect(stateOf([])).toMatchObject({ state: [item] });
  });
});

describe('an item of the final response', () => {
  const output = (...items: readonly object[]): Step => [
    'completed',
    { response: { output: items } },
  ];
  const call = { type: 'web_search_call', id: 'ws_1', action: { query: 'sea' } };
  const namesOf = (events: readonly StreamEvent[]) =>
    events.flatMap((event) => (event.type === 'toolCall' ? [event.id] : []));

  it.each<readonly [string, readonly Step[]]>([
    ['its id', [itemDone(0, call), output({ type: 'message' }, call)]],
    ['its index, under another id', [itemDone(0, call), output({ ...call, id: 'ws_2' })]],
    [
      'the order of items without an index',
      [['output_item.done', { item: call }], output({ ...call, id: 'ws_2' })],
    ],
  ])('is known by %s', (_, steps) => {
    expect(namesOf(play(...steps))).toEqual(['ws_1']);
  });

  it('is new at another index', () => {
    const second = { ...call, id: 'ws_2' };
    expect(namesOf(play(itemDone(0, call), output(call, second)))).toEqual(['ws_1', 'ws_2']);
  });

  it('is no unknown message', () => {
    const unknown: unknown[] = [];
    const { decode } = openAiResponses().decoder((message) => unknown.push(message));
    const data = JSON.stringify({
      type: 'response.completed',
      response: { output: [{ type: 'new_thing' }, null] },
    });
    expect(decode({ event: 'message', data })).toMatchObject({ right: [{ type: 'done' }] });
    expect(unknown).toEqual([]);
  });
});
