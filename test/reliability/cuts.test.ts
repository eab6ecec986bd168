import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { filter, lastValueFrom, mergeMap, type Observable, of, range, tap, toArray } from 'rxjs';
import { accumulateReply, retryOnNetwork } from '../../operators/index.js';
import { isStreamingError, sendStreamingChat, type StreamEvent } from '../../src/index.js';
import { collect, type Collected } from '../helpers/collect.js';
import { request } from '../helpers/samples.js';
import { startFaultServer } from './faultServer.js';
import type { Connection } from './row.js';
import { untilRead } from './rows/wire.js';

type Piece = readonly [wire: string, ...meaning: readonly StreamEvent[]];

const words = ['Straße', ' 日本語', ' naïve', ' 👩‍👩‍👧', ' plain', ' x² ≠ ½'];
const texts = words.flatMap((word) => words.map((other) => word + other));

/** An answer with all kinds of events, line ends and characters: what is on the wire, and what it means. */
const pieces: readonly Piece[] = [
  ['\u{feff}: an answer\n\n'],
  ...texts.flatMap((text, i): readonly Piece[] => [
    [`event: content\r\ndata: {"text": "${text}"}\r\n\r\n`, { type: 'content', text }],
    [`: ännu ${i}\r`],
    [`data: {"text":\ndata: "${text}"}\nevent: reasoning\n\n`, { type: 'reasoning', text }],
    [`event: odd\rid: ${i}\rdata: {"é": 1}\r\r`],
    [`event:tps\ndata:{"tps": ${i}}\n\n`, { type: 'tps', tps: i, source: 'server' }],
  ]),
  [
    'event: usage\r\ndata: {"input_tokens": 10, "output_tokens": 5}\r\n\r\n',
    { type: 'usage', usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 } },
  ],
];
const body = Buffer.from(pieces.map(([wire]) => wire).join(''));
const nameOfEnd = 'event: done\r';
const end = Buffer.from(`${nameOfEnd}\ndata: {}\r\n\r\n`);
const truth: readonly StreamEvent[] = [
  ...pieces.flatMap(([, ...meaning]) => meaning),
  { type: 'done' },
];

const chunk = (bytes: Buffer): readonly Buffer[] => [
  Buffer.from(`${bytes.length.toString(16)}\r\n`),
  bytes,
  Buffer.from('\r\n'),
];
/** Of all sizes, without regard to events and characters. */
const chunks = (bytes: Buffer, size = 1): readonly Buffer[] =>
  bytes.length === 0
    ? []
    : [...chunk(bytes.subarray(0, size)), ...chunks(bytes.subarray(size), (size * 7) % 1009)];

const answer = (headers: string, ...rest: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${headers}\r\n\r\n`),
    ...rest,
  ]);
const inChunks = [...chunks(body), ...chunk(end), Buffer.from('0\r\n\r\n')];
const keptAlive = answer('transfer-encoding: chunked', ...inChunks);
const announced = answer('transfer-encoding: chunked\r\nconnection: close', ...inChunks);
const withoutLength = answer('connection: close', body, end);

const close = ({ fin }: Connection): void => fin();
const reset = async ({ wait, rst }: Connection): Promise<void> => {
  await wait(untilRead);
  rst();
};

// As many as keep two cores busy.
const atATime = 64;

const endIsNamed = (wire: Buffer): number => wire.indexOf(nameOfEnd) + nameOfEnd.length;
const endIsWhole = (wire: Buffer): number => wire.indexOf(end) + end.length;

/** Names what is wrong with the answer to a request; `size` is how much of it the first attempt gets. */
type Judge = (answer: Observable<StreamEvent>, size: number) => Promise<string | undefined>;

/** Has `judge` look at an answer that breaks off, for each size that it can have then. */
const cutAnywhere = async (
  wire: Buffer,
  breakOff: (connection: Connection) => unknown,
  judge: Judge,
) => {
  const server = await startFaultServer(async (connection) => {
    connection.write(wire.subarray(0, Number(connection.post.headers['x-size'])));
    await breakOff(connection);
  });
  const send = (size: number): Observable<StreamEvent> => {
    let attempts = 0;
    return sendStreamingChat(request, {
      baseUrl: server.url,
      headers: () => of({ 'x-size': String(attempts++ === 0 ? size : wire.length) }),
    });
  };
  const unhandled: unknown[] = [];
  const note = (reason: unknown): unknown => unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    const faults = await lastValueFrom(
      range(0, wire.length + 1).pipe(
        mergeMap(async (size) => ({ size, fault: await judge(send(size), size) }), atATime),
        filter(({ fault }) => fault !== undefined),
        toArray(),
      ),
    );
    const { length: posts } = server.posts;
    return { faults, unhandled, isLeft: await server.isLeft(2000), posts };
  } finally {
    process.off('unhandledRejection', note);
    await server.stop();
  }
};

/** What is wrong with the part of an answer that a request got, of `size` bytes. */
const faultOf = (
  { values, error }: Collected<StreamEvent>,
  size: number,
  wire: Buffer,
): string | undefined => {
  if (!isDeepStrictEqual(values, truth.slice(0, values.length))) return 'other events';
  if (values.length === truth.length) {
    return size < endIsNamed(wire) ? 'done before the end' : undefined;
  }
  return isStreamingError(error) && error.kind === 'network' ? undefined : String(error);
};

const asExpected = { faults: [], unhandled: [], isLeft: true };

describe('an answer, at any byte of it,', () => {
  it.each([
    ['closed', keptAlive, close],
    ['closed, where that ends a body without length,', withoutLength, close],
    ['reset', keptAlive, reset],
  ])(
    '%s is an error of the network, after all that was whole',
    async (_, wire, breakOff) => {
      const judge: Judge = async (answer, size) => {
        const seen = await collect(answer);
        // A reset may overtake the end.
        if (size >= endIsWhole(wire) && breakOff === close && 'error' in seen) return 'no end';
        return faultOf(seen, size, wire);
      };
      const seen = await cutAnywhere(wire, breakOff, judge);
      expect(seen).toEqual({ ...asExpected, posts: wire.length + 1 });
    },
    60_000,
  );

  it('closed, as announced, is begun anew until it is whole', async () => {
    const content = texts.join('');
    const judge: Judge = async (answer, size) => {
      const values: StreamEvent[] = [];
      const errors: unknown[] = [];
      const reply = await lastValueFrom(
        answer.pipe(
          tap({ next: (event) => values.push(event), error: (error) => errors.push(error) }),
          retryOnNetwork({ midStream: 'restart', delay: 0 }),
          accumulateReply(),
        ),
      );
      if (reply.content !== content || reply.reasoning !== content) return 'other text';
      if (reply.status !== 'complete') return reply.status;
      const [error] = errors;
      const first = error === undefined ? values : values.slice(0, -truth.length);
      return faultOf({ values: first, error }, size, announced);
    };
    const { posts, ...seen } = await cutAnywhere(announced, close, judge);
    expect(seen).toEqual(asExpected);
    // Where the end is there in part, it depends on the platform whether it counts.
    expect(posts).toBeGreaterThanOrEqual(announced.length + 1 + endIsNamed(announced));
    expect(posts).toBeLessThanOrEqual(announced.length + 1 + endIsWhole(announced));
  }, 120_000);
});
