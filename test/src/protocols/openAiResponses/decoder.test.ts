import { describe, expect, it } from '@jest/globals';
import type { StreamEvent } from '../../../../src/events.js';
import { openAiResponses } from '../../../../src/protocols/index.js';
import {
  itemDone,
  playResponses,
  responsesPlayer,
  type ResponsesStep,
} from '../../../helpers/responsesPlayer.js';

const textDelta = (index: number): ResponsesStep => [
  'output_text.delta',
  { item_id: `msg_${index}`, output_index: index, delta: 'a' },
];

describe('limits', () => {
  it.each<readonly [string, number, (index: number) => ResponsesStep]>([
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
    const next = responsesPlayer();
    const events = Array.from({ length: limit }, (_, index) => next(step(index))).flat();
    expect(events).toHaveLength(limit);
    expect(() => next(step(limit))).toThrow(`The answer has more than ${limit} ${words}`);
  });
});

describe('the state of the provider', () => {
  it('comes right before `done`, and not before an error', () => {
    const sealed = itemDone(0, { type: 'reasoning', id: 'r', encrypted_content: 'A' });
    const types = (last: ResponsesStep) => playResponses(sealed, last).map(({ type }) => type);
    expect(types(['completed'])).toEqual(['providerState', 'done']);
    expect(types(['failed'])).toEqual(['error']);
  });

  it('takes the items of the final response, unless these leave out what is sealed', () => {
    const item = { type: 'reasoning', id: 'r', encrypted_content: 'A' };
    const stateOf = (output: readonly object[]) =>
      playResponses(itemDone(0, item), ['completed', { response: { output } }])[0];
    const renewed = { ...item, encrypted_content: 'B' };
    expect(stateOf([renewed])).toMatchObject({ state: [renewed] });
    expect(stateOf([{ type: 'reasoning', id: 'r' }])).toMatchObject({ state: [item] });
    expect(stateOf([])).toMatchObject({ state: [item] });
  });
});

describe('an item of the final response', () => {
  const output = (...items: readonly object[]): ResponsesStep => [
    'completed',
    { response: { output: items } },
  ];
  const call = { type: 'web_search_call', id: 'ws_1', action: { query: 'sea' } };
  const namesOf = (events: readonly StreamEvent[]) =>
    events.flatMap((event) => (event.type === 'toolCall' ? [event.id] : []));

  it.each<readonly [string, readonly ResponsesStep[]]>([
    ['its id', [itemDone(0, call), output({ type: 'message' }, call)]],
    ['its index, under another id', [itemDone(0, call), output({ ...call, id: 'ws_2' })]],
    [
      'the order of items without an index',
      [['output_item.done', { item: call }], output({ ...call, id: 'ws_2' })],
    ],
  ])('is known by %s', (_, steps) => {
    expect(namesOf(playResponses(...steps))).toEqual(['ws_1']);
  });

  it('is new at another index', () => {
    const second = { ...call, id: 'ws_2' };
    expect(namesOf(playResponses(itemDone(0, call), output(call, second)))).toEqual([
      'ws_1',
      'ws_2',
    ]);
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
