import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRight } from 'fp-ts/lib/Either.js';
import type { StreamEvent } from '../../../../src/index.js';
import { isTerminal } from '../../../../src/isEvent.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { openAiChat } from '../../../../src/protocols/index.js';
import { growth } from '../../../helpers/growth.js';

const chunk = (delta: object, more: object = {}) => ({ choices: [{ index: 0, delta, ...more }] });
const stop = chunk({}, { finish_reason: 'stop' });

/** The events of messages and the end of their body; the code of the error, if one ends them. */
const play = (...messages: readonly object[]): readonly StreamEvent[] | string => {
  const { decode, end } = openAiChat().decoder();
  const events: StreamEvent[] = [];
  for (const message of messages) {
    const decoded = toEither(decode({ event: 'message', data: JSON.stringify(message) }));
    if (!isRight(decoded)) return decoded.left.code;
    events.push(...decoded.right);
    if (decoded.right.some(isTerminal)) return events;
  }
  const ended = toEither(end());
  return isRight(ended) ? [...events, ...ended.right] : ended.left.code;
};

const typesOf = (events: readonly StreamEvent[] | string) =>
  typeof events === 'string' ? events : events.map(({ type }) => type);

describe('a finish reason', () => {
  it.each([
    ['stop', 'stop'],
    ['eos', 'stop'],
    ['COMPLETE', 'stop'],
    ['end_turn', 'stop'],
    ['length', 'length'],
    ['MAX_TOKENS', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['content_filter', 'contentFilter'],
    ['SAFETY', 'contentFilter'],
    ['sensitive', 'contentFilter'],
    ['abort', 'other'],
  ])('%s is %s', (rawFinishReason, finishReason) => {
    expect(play(chunk({}, { finish_reason: rawFinishReason }))).toEqual([
      { type: 'done', finishReason, rawFinishReason },
    ]);
  });

  it('of "null" is none', () => {
    expect(play(chunk({ content: 'a' }, { finish_reason: 'null' }))).toEqual([
      { type: 'content', text: 'a' },
    ]);
  });

  it('of Zhipu that reports a failure is an error', () => {
    expect(play(chunk({}, { finish_reason: 'network_error' }))).toMatchObject([
      { type: 'error', code: 'network_error' },
    ]);
  });
});

describe('limits', () => {
  const each = (count: number, of: (n: number) => object) =>
    Array.from({ length: count }, (_, n) => of(n));

  it.each([
    [
      'executed tools',
      128,
      (n: number) => chunk({ executed_tools: [{ index: n, type: 'python' }] }),
    ],
    ['sources', 1024, (n: number) => ({ ...chunk({}), citations: [`https://${n}.example`] })],
    ['images', 1024, () => chunk({ images: ['https://img.example/a.png'] })],
  ])('takes %s up to a number', (_, limit, of) => {
    expect(play(...each(limit, of), stop)).toHaveLength(limit + 1);
    expect(play(...each(limit + 1, of), stop)).toBe('BAD_EVENT');
  });

  it('reads any number of blocks of reasoning in linear time', () => {
    const run = (blocks: number): void => {
      const { decode } = openAiChat().decoder();
      for (let index = 0; index < blocks; index++) {
        const delta = { reasoning_details: [{ type: 'reasoning.encrypted', data: 'eA==', index }] };
        decode({ event: 'message', data: JSON.stringify(chunk(delta)) });
      }
      decode({ event: 'message', data: '[DONE]' });
    };
    expect(growth(run, 2_000)).toBeLessThan(9);
  });
});

describe('thoughts of Google', () => {
  const extra_content = { google: { thought: true } };

  it('end inside of a whole message', () => {
    const message = { content: '<thought>Hm</thought>Yes.', extra_content };
    expect(play({ choices: [{ message, finish_reason: 'stop' }] })).toMatchObject([
      { type: 'reasoning', text: 'Hm' },
      { type: 'content', text: 'Yes.' },
      { type: 'done' },
    ]);
  });

  it('end with the mark, whatever has no text between', () => {
    const deltas = [
      { content: '<thought>Hm', extra_content },
      { content: '' },
      { content: '</thought>' },
    ];
    expect(play(...deltas.map((delta) => chunk(delta)), chunk({ content: '</thought>' }))).toEqual([
      { type: 'reasoning', text: 'Hm' },
      { type: 'content', text: '</thought>' },
    ]);
  });

  it('need the mark of Google, not only the tag', () => {
    expect(play(chunk({ content: '<thought>Hm</thought>' }))).toEqual([
      { type: 'content', text: '<thought>Hm</thought>' },
    ]);
  });
});

it('reads the reasoning of Databricks', () => {
  const content = [{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm' }] }];
  expect(play(chunk({ content }))).toEqual([{ type: 'reasoning', text: 'Hm' }]);
});

it('keeps the sound of pieces that are no base64 of their own', () => {
  const deltas = ['AA==', 'A', 'EC'].map((data) => chunk({ audio: { data } }));
  expect(play(...deltas, stop)).toMatchObject([
    { type: 'file', base64: 'AA==AEC' },
    { type: 'done' },
  ]);
});

it('keeps a call of the app apart from those that the provider runs', () => {
  const tool_calls = [
    { index: 0, id: 'srvtoolu_1', function: { name: 'web_search', arguments: '{}' } },
    { index: 1, id: 'toolu_2', function: { name: 'look', arguments: '{}' } },
  ];
  expect(play(chunk({ tool_calls }), stop)).toMatchObject([
    { id: 'srvtoolu_1', providerExecuted: true },
    { id: 'toolu_2' },
    { type: 'done', finishReason: 'toolCalls' },
  ]);
});

it('takes no call from an entry that says nothing', () => {
  for (const tool_calls of [{}, [{}], [{ index: 0, type: 'function' }], [{ function: null }]]) {
    expect(play(chunk({ tool_calls }), stop)).toMatchObject([
      { type: 'done', finishReason: 'stop' },
    ]);
  }
});

it('reads a field of a single server in any shape, or ignores it', () => {
  const places = [
    'annotations',
    'audio',
    'citations',
    'context',
    'executed_tools',
    'extra_content',
  ];
  const more = ['images', 'provider_specific_fields', 'thinking_blocks', 'reasoning_opaque'];
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...places, ...more), fc.jsonValue()),
      fc.dictionary(
        fc.constantFrom('citations', 'web_search', 'cost', 'base_resp'),
        fc.jsonValue(),
      ),
      (delta, top) => {
        expect(typesOf(play({ ...top, ...chunk({ ...delta, content: 'a' }) }))).toContain(
          'content',
        );
      },
    ),
    { examples: [[{ annotations: [{ type: { toString: 1 } }] }, {}]] },
  );
});

describe('an image', () => {
  it.each([
    ['data:image/png;base64,iVBO', { mediaType: 'image/png', base64: 'iVBO' }],
    ['data:image/png;name=a;base64,iV,O', { mediaType: 'image/png', base64: 'iV,O' }],
    ['data:image/svg+xml,<svg/>', { mediaType: 'image/svg+xml', url: 'data:image/svg+xml,<svg/>' }],
    ['data:image/png;base64', { mediaType: 'image/png', url: 'data:image/png;base64' }],
    ['data:,', { mediaType: 'image/*', url: 'data:,' }],
  ])('is read from its URL: %s', (url, file) => {
    expect(play(chunk({ images: [{ image_url: { url } }] }))).toEqual([{ type: 'file', ...file }]);
  });

  it('takes time in proportion to its URL', () => {
    const run = (size: number): void => {
      play(chunk({ images: [`data:${'a'.repeat(size)}`] }));
    };
    expect(growth(run, 10_000)).toBeLessThan(9);
  });
});
