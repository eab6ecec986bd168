import { describe, expect, it } from '@jest/globals';
import { isRight } from 'fp-ts/lib/Either.js';
import { anthropicMessages } from '../../../../src/protocols/index.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { growth } from '../../../helpers/growth.js';

const messageOf = (json: { readonly type: string; readonly [field: string]: unknown }) => ({
  event: json.type,
  data: JSON.stringify(json),
});

const start = messageOf({ type: 'message_start', message: { id: 'msg_1' } });
const end = [
  messageOf({ type: 'message_delta', delta: { stop_reason: 'end_turn' } }),
  messageOf({ type: 'message_stop' }),
];
const begin = (index: number, content_block: object) =>
  messageOf({ type: 'content_block_start', index, content_block });
const delta = (index: number | undefined, of: object) =>
  messageOf({ type: 'content_block_delta', index, delta: of });
const text = (index: number, words: string) => delta(index, { type: 'text_delta', text: words });
const stop = (index: number) => messageOf({ type: 'content_block_stop', index });

type Message = ReturnType<typeof messageOf>;

/** Plays messages, and returns the code of the error that ends them, if one does. */
const play = (messages: readonly Message[]): string | undefined => {
  const { decode } = anthropicMessages().decoder();
  for (const message of messages) {
    const decoded = toEither(decode(message));
    if (decoded._tag === 'Left') return `${decoded.left.code}: ${decoded.left.message}`;
  }
  return undefined;
};

const many = (count: number, of: (place: number) => readonly Message[]): readonly Message[] =>
  Array.from({ length: count }, (_, place) => of(place)).flat();

describe('a stream of anthropicMessages', () => {
  const empty = { type: 'text', text: '' };

  it('has at most 128 parts; a cited text is one, however many blocks it has', () => {
    const cited = { type: 'text', text: '', citations: [] };
    const blocks = (content_block: object, count: number) =>
      many(count, (index) => [begin(index, content_block), text(index, 'a'), stop(index)]);
    expect(play(blocks(empty, 128))).toBeUndefined();
    expect(play(blocks(empty, 129))).toBe(
      'BAD_EVENT: The answer has more than 128 parts of one kind',
    );
    expect(play(blocks(cited, 1000))).toBeUndefined();
  });

  it('has at most 1,024 sources', () => {
    const cite = (place: number) =>
      delta(0, { type: 'citations_delta', citation: { url: `https://a.example/${place}` } });
    expect(play(many(1024, (place) => [cite(place)]))).toBeUndefined();
    expect(play(many(1025, (place) => [cite(place)]))).toMatch(/^BAD_EVENT.* sources$/);
  });

  it.each<readonly [string, (count: number) => readonly Message[]]>([
    [
      'blocks that nobody ends, and deltas without an index',
      (count) => [
        ...many(count, (index) => [begin(index, { type: 'redacted_thinking', data: 'a' })]),
        ...many(count, () => [delta(undefined, { type: 'signature_delta', signature: 'a' })]),
      ],
    ],
    [
      'a message that starts again and again, and differs',
      (count) => [
        ...many(10, () => [text(0, 'a'.repeat(100 * count))]),
        ...many(count, () => [start, begin(0, empty), text(0, 'a'), text(0, 'b')]),
      ],
    ],
    [
      'citations',
      (count) => many(count, () => [delta(0, { type: 'citations_delta', citation: {} })]),
    ],
    [
      'results',
      (count) =>
        many(count, (index) => [
          begin(index, { type: 'web_search_tool_result', tool_use_id: `${index}`, content: [] }),
        ]),
    ],
  ])('takes linear time for %s', (_, messages) => {
    const sizes = new Map<number, readonly Message[]>();
    const run = (count: number): void => {
      const all = sizes.get(count) ?? [start, ...messages(count), ...end];
      sizes.set(count, all);
      expect(play(all)).toBeUndefined();
    };
    expect(growth(run, 500)).toBeLessThan(8);
  });
});

describe('a compaction', () => {
  const compaction = (index: number, of: object) =>
    delta(index, { type: 'compaction_delta', ...of });

  it('has every field of its deltas, and keeps its prototype', () => {
    const all = [
      start,
      begin(0, { type: 'compaction', content: null }),
      compaction(0, { content: 'Summary' }),
      compaction(0, JSON.parse('{"__proto__":{"x":1},"encrypted_content":"e"}')),
      ...end,
    ];
    const { decode } = anthropicMessages().decoder();
    const events = all.flatMap((message) => {
      const decoded = toEither(decode(message));
      return isRight(decoded) ? decoded.right : [];
    });
    const state = events.find(({ type }) => type === 'providerState');
    expect(JSON.parse(JSON.stringify(state))).toEqual({
      type: 'providerState',
      protocol: 'anthropicMessages',
      state: [
        JSON.parse(
          '{"type":"compaction","content":"Summary","__proto__":{"x":1},"encrypted_content":"e"}',
        ),
      ],
    });
  });

  it('takes time in proportion to the fields of its deltas', () => {
    const run = (size: number): void => {
      const { decode } = anthropicMessages().decoder();
      decode(start);
      decode(begin(0, { type: 'compaction' }));
      for (let i = 0; i < size; i++) decode(compaction(0, { [`field ${i}`]: i }));
    };
    expect(growth(run, 500)).toBeLessThan(9);
  });
});
