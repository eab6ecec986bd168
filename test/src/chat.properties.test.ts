import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, from, of } from 'rxjs';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  isStreamingError,
  isTerminal,
  reasoningEvent,
  sendStreamingChat,
  type StreamEvent,
  type StreamingChatConfig,
  type TransportFrame,
  tpsEvent,
  usageEvent,
} from '../../src/index.js';
import { cutAt } from '../helpers/chunkings.js';
import { growth } from '../helpers/growth.js';
import { usedHeap } from '../helpers/heap.js';
import { request, sse } from '../helpers/samples.js';
import { isExhaustive, sample } from '../helpers/sampling.js';

const open: TransportFrame = {
  kind: 'open',
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
};

function* dataFrames(chunks: Iterable<Uint8Array | string>): Iterable<TransportFrame> {
  for (const chunk of chunks) yield { kind: 'data', chunk };
}

/** The whole call over a body that is there already. */
const answer = (chunks: Iterable<Uint8Array | string>, config: Partial<StreamingChatConfig> = {}) =>
  sendStreamingChat(request, {
    baseUrl: 'https://chat.example',
    transport: () => concat(of(open), from(dataFrames(chunks))),
    ...config,
  });

interface Received {
  readonly events: readonly StreamEvent[];
  /** Of the error; nothing when it completed. */
  readonly code?: string;
}

const receive = (...chunks: readonly (Uint8Array | string)[]): Received => {
  const events: StreamEvent[] = [];
  let end: { code?: string } | undefined;
  answer(chunks).subscribe({
    next: (event) => events.push(event),
    error: (error: unknown) => (end = { code: isStreamingError(error) ? error.code : 'none' }),
    complete: () => (end = {}),
  });
  if (end === undefined) throw new Error('It has not ended, though nothing in it takes time');
  return { events, ...end };
};

/** One event of a stream: its lines, how they end, and what they mean. */
interface Block {
  readonly lines: readonly string[];
  readonly lineEnd: string;
  readonly events: readonly StreamEvent[];
}

const anyLineEnd = fc.constantFrom('\n', '\r', '\r\n');
const anyText = fc.string({ unit: 'grapheme', maxLength: 8 });
const anyCount = fc.nat();

const anyMeaning = fc.oneof(
  anyText.map((text) => ({ name: 'content', payload: { text }, events: [contentEvent(text)] })),
  anyText.map((text) => ({ name: 'reasoning', payload: { text }, events: [reasoningEvent(text)] })),
  anyCount.map((tps) => ({ name: 'tps', payload: { tps }, events: [tpsEvent(tps)] })),
  anyCount.map((count) => ({
    name: 'usage',
    payload: { output_tokens: count },
    events: [usageEvent({ outputTokens: count })],
  })),
  // Unknown, though one begins like an end.
  fc.constantFrom('ping', 'done2', '').map((name) => ({ name, payload: {}, events: [] })),
);

const anyBlock: fc.Arbitrary<Block> = fc
  .record({
    meaning: anyMeaning,
    indent: fc.constantFrom(0, 1),
    nameFirst: fc.boolean(),
    lineEnd: anyLineEnd,
  })
  .map(({ meaning: { name, payload, events }, indent, nameFirst, lineEnd }) => {
    const named = `event: ${name}`;
    const data = JSON.stringify(payload, null, indent)
      .split('\n')
      .map((line) => `data: ${line}`);
    return { lines: nameFirst ? [named, ...data] : [...data, named], lineEnd, events };
  });

const anyDone: fc.Arbitrary<Block> = fc.record({
  lines: fc.constantFrom(
    ['event: done', 'data: {}'],
    ['event:done', 'id: 7', 'data: {', 'data: }'],
    ['event: done', 'data'],
    ['event: done'],
    ['data: {}', 'event: done'],
    ['data: [DONE]'],
  ),
  lineEnd: anyLineEnd,
  events: fc.constant([doneEvent()]),
});

const anyFailure: fc.Arbitrary<Block> = fc.record({
  lines: fc.constantFrom(['event: error', 'data: {"message":"no"}'], ['data: no', 'event:error']),
  lineEnd: anyLineEnd,
  events: fc.constant([errorEvent('no')]),
});

const anyAnswer: fc.Arbitrary<readonly Block[]> = fc
  .tuple(fc.array(anyBlock, { maxLength: 5 }), fc.oneof(anyDone, anyFailure))
  .map(([blocks, end]) => [...blocks, end]);

const written = (blocks: readonly Block[]): string =>
  blocks
    .map(({ lines, lineEnd }) => [...lines, ''].map((line) => line + lineEnd).join(''))
    .join('');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const sizeOf = (text: string): number => utf8(text).length;
const meant = (blocks: readonly Block[]): readonly StreamEvent[] =>
  blocks.flatMap(({ events }) => events);

describe('any answer', () => {
  it('gives the events that it means, however its bytes are cut', () => {
    fc.assert(
      fc.property(anyAnswer, fc.array(fc.nat(300), { maxLength: 8 }), (blocks, cuts) => {
        const chunks = cutAt(utf8(written(blocks)), cuts);
        expect(receive(...chunks)).toEqual({ events: meant(blocks) });
      }),
    );
  });

  it('gives the same events whatever ends its lines', () => {
    fc.assert(
      fc.property(anyAnswer, fc.array(anyLineEnd, { minLength: 1 }), (blocks, lineEnds) => {
        const changed = blocks.map((block, index) => ({
          ...block,
          lineEnd: lineEnds[index % lineEnds.length] ?? '\n',
        }));
        expect(receive(written(changed))).toEqual(receive(written(blocks)));
      }),
    );
  });

  it('gives the same events with comments between any of its lines', () => {
    const comments = fc.array(fc.constantFrom(':', ': event: done', ':data: [DONE]', ':\0\u2028'), {
      maxLength: 2,
    });
    const anyCommented = anyAnswer.chain((blocks) =>
      fc.tuple(
        ...blocks.map((block) =>
          fc
            .tuple(
              ...block.lines.map((line) => comments.map((before) => [...before, line])),
              comments,
            )
            .map((lines) => ({ ...block, lines: lines.flat() })),
        ),
      ),
    );
    fc.assert(
      fc.property(anyCommented, (blocks) => {
        expect(receive(written(blocks))).toEqual({ events: meant(blocks) });
      }),
    );
  });

  it('is done once the line that ends it has come, and truncated before', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 4 }), anyDone, (blocks, done) => {
        // Only its line end shows that a name does not go on.
        const [saying = ''] = written([done]).match(/^[^]*?(?:event: ?done[\r\n]|\[DONE\])/) ?? [];
        const isDoneFrom = sizeOf(written(blocks) + saying);
        const isWholeFrom = blocks.map((_, index) =>
          sizeOf(written(blocks.slice(0, index + 1)).replace(/\r\n$/, '\r')),
        );

        const bytes = utf8(written([...blocks, done]));
        const critical = new Set([isDoneFrom, ...isWholeFrom].flatMap((at) => [at - 1, at]));
        const sizes = Array.from({ length: bytes.length + 1 }, (_, size) => size);
        for (const size of new Set([...critical, ...sample(sizes, 10)])) {
          const whole = blocks.slice(0, isWholeFrom.filter((from) => from <= size).length);
          expect(receive(bytes.subarray(0, size))).toEqual(
            size < isDoneFrom
              ? { events: meant(whole), code: 'STREAM_TRUNCATED' }
              : { events: meant([...blocks, done]) },
          );
        }
      }),
    );
  });

  it('ends once, with nothing after it, whatever else comes', () => {
    const anything = fc.array(
      fc.oneof(
        fc.oneof(anyBlock, anyDone, anyFailure).map((block) => utf8(written([block]))),
        fc.constantFrom('event: content\ndata: 5\n\n', 'event: tps\ndata: x\n\n').map(utf8),
        fc.uint8Array({ maxLength: 20 }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(anything, (chunks) => {
        const { events, code } = receive(...chunks);
        expect(events.slice(0, -1).filter(isTerminal)).toEqual([]);
        expect(code === undefined).toBe(events.slice(-1).some(isTerminal));
      }),
    );
  });
});

const delta = sse('content', { text: 'word ' });
const limitless = { maxEventSize: Infinity, maxResponseSize: Infinity };

function* repeated(piece: string, count: number): Iterable<string> {
  for (let i = 0; i < count; i++) yield piece;
}

describe('an answer takes time in proportion to its length', () => {
  it.each([
    [
      'that is one line in many reads',
      (size: number) => [
        'event: content\ndata: {"text":"',
        ...repeated('x'.repeat(16), size),
        '"}\n\n',
      ],
    ],
    ['that comes byte by byte', (size: number) => [...delta.repeat(size / 20)]],
    ['that is comments', (size: number) => repeated(': ping\n\n', size)],
    ['that is one comment', (size: number) => repeated(':xxxxxxxx', size)],
    ['that is many lines of one event', (size: number) => repeated('data: xxxxxxxx\n', size)],
    ['that is many events', (size: number) => repeated(delta, size)],
    ['that is many events in one read', (size: number) => [delta.repeat(size)]],
  ])('%s', (_, chunksOf) => {
    const run = (size: number): void => {
      answer(chunksOf(size), { ...limitless, onMissingDone: 'complete' }).subscribe();
    };
    expect(growth(run, 10_000)).toBeLessThan(8);
  });
});

describe('an answer keeps nothing of', () => {
  it.each([
    ['comments', ': ping\n\n'],
    ['a comment without end', ':xxxxxxxx'],
    ['deltas', delta],
  ])('%s', (_, piece) => {
    const count = isExhaustive ? 1_000_000 : 100_000;
    let start = 0;
    let end = 0;
    function* measured(): Iterable<string> {
      yield* repeated(piece, count / 10);
      start = usedHeap();
      yield* repeated(piece, count);
      end = usedHeap();
    }
    answer(measured(), { ...limitless, onMissingDone: 'complete' }).subscribe();
    // An object for each would take at least three times as much.
    expect(end - start).toBeLessThan(500_000);
  });
});
