import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import {
  filter,
  lastValueFrom,
  mergeMap,
  type Observable,
  of,
  range,
  take,
  tap,
  toArray,
} from 'rxjs';
import { accumulateReply, retryOnNetwork } from '../../operators/index.js';
import { isStreamingError, sendStreamingChat, type StreamEvent } from '../../src/index.js';
import { collect, type Collected } from '../helpers/collect.js';
import { request } from '../helpers/samples.js';
import { startFaultServer } from './faultServer.js';
import type { Connection } from './row.js';
import { untilRead } from './rows/wire.js';

type Piece = readonly [wire: string, ...meaning: readonly StreamEvent[]];

const words = ['Straße', ' 日本語', ' naïve', ' 👩‍👩‍👧', ' plain', ' x² ≠ ½', ' Ω'];
const texts = words.flatMap((word) => words.map((other) => word + other));

/** All kinds of events, line ends and characters: what is on the wire, and what it means. No LF of a CRLF is waited for. */
const pieces: readonly Piece[] = [
  ['\u{feff}: an answer\n\n'],
  ...texts.flatMap((text, i): readonly Piece[] => [
    [`event: content\r\ndata: {"text": "${text}"}\r\n\r`, { type: 'content', text }],
    [`\n: ännu ${i}\r`],
    [`data: {"text":\ndata: "${text}"}\nevent: reasoning\n\n`, { type: 'reasoning', text }],
    [`event: odd\rid: ${i}\rdata: {"é": 1}\r\r`],
    [`event:tps\ndata:{"tps": ${i}}\n\n`, { type: 'tps', tps: i, source: 'server' }],
  ]),
  [
    'event: usage\r\ndata: {"input_tokens": 10, "output_tokens": 5}\r\n\r',
    { type: 'usage', usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 } },
  ],
];
const body = Buffer.from(pieces.map(([wire]) => wire).join(''));
const nameOfEnd = '\nevent: done\r';
const end = Buffer.from(`${nameOfEnd}\ndata: {}\r\n\r\n`);

/** What must have been delivered of so many bytes of the body, but for the end. */
const eventsIn = (size: number): readonly StreamEvent[] => {
  let left = size;
  return pieces.flatMap(([wire, ...meaning]) => {
    left -= Buffer.byteLength(wire);
    return left < 0 ? [] : meaning;
  });
};

/** A part of an answer, which is of its body or not. */
type Part = readonly [bytes: Buffer, ofBody: boolean];
const frame = (text: string): Part => [Buffer.from(text), false];

const head = (headers: string): Part =>
  frame(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${headers}\r\n\r\n`);
const chunk = (bytes: Buffer): readonly Part[] => [
  frame(`${bytes.length.toString(16)}\r\n`),
  [bytes, true],
  frame('\r\n'),
];
/** Of all sizes, without regard to events and characters. */
const chunks = (bytes: Buffer, size = 1): readonly Part[] =>
  bytes.length === 0
    ? []
    : [...chunk(bytes.subarray(0, size)), ...chunks(bytes.subarray(size), (size * 7) % 1009)];
const inChunks = [...chunks(body), ...chunk(end), frame('0\r\n\r\n')];

const keptAlive = [head('transfer-encoding: chunked'), ...inChunks];
const announced = [head('transfer-encoding: chunked\r\nconnection: close'), ...inChunks];
const withoutLength: readonly Part[] = [head('connection: close'), [body, true], [end, true]];

const bytesOf = (parts: readonly Part[]): Buffer => Buffer.concat(parts.map(([bytes]) => bytes));

/** How many bytes of the body are in the first `size` bytes of the answer. */
const bodyIn = (parts: readonly Part[], size: number): number => {
  let left = size;
  let within = 0;
  for (const [{ length }, ofBody] of parts) {
    if (ofBody) within += Math.min(length, left);
    left = Math.max(0, left - length);
  }
  return within;
};

const close = ({ fin }: Connection): void => fin();
const reset = async ({ wait, rst }: Connection): Promise<void> => {
  await wait(untilRead);
  rst();
};

// As many as keep two cores busy.
const atATime = 64;

/** Names what is wrong with an answer whose first attempt gets so many bytes of the body. */
type Judge = (answer: Observable<StreamEvent>, size: number) => Promise<string | undefined>;

/** Has `judge` look at an answer that breaks off, for each size that it can have then. */
const cutAnywhere = async (
  parts: readonly Part[],
  breakOff: (connection: Connection) => unknown,
  judge: Judge,
) => {
  const wire = bytesOf(parts);
  const server = await startFaultServer(async (connection) => {
    connection.write(wire.subarray(0, Number(connection.request.headers['x-size'])));
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
        mergeMap(
          async (size) => ({ size, fault: await judge(send(size), bodyIn(parts, size)) }),
          atATime,
        ),
        filter(({ fault }) => fault !== undefined),
        take(20),
        toArray(),
      ),
    );
    return { faults, unhandled, isLeft: await server.isLeft(2000), posts: server.posts.length };
  } finally {
    process.off('unhandledRejection', note);
    await server.stop();
  }
};

/** What is wrong with what came of so many bytes of the body; `isLossy` when not all of them need have come. */
const faultOf = (
  { values, error }: Collected<StreamEvent>,
  size: number,
  isLossy = false,
): string | undefined => {
  const events = values.filter(({ type }) => type !== 'done');
  const expected = isLossy ? eventsIn(size).slice(0, events.length) : eventsIn(size);
  if (!isDeepStrictEqual(events, expected)) return 'other events';
  if (events.length < values.length) {
    return size < body.length + nameOfEnd.length ? 'done before the end' : undefined;
  }
  if (size === body.length + end.length && !isLossy) return 'no done at the end';
  return isStreamingError(error) && error.kind === 'network' ? undefined : `error: ${error}`;
};

describe('an answer that is cut at any byte', () => {
  it.each([
    ['by a close', keptAlive, close, false],
    ['by a close, where that ends a body without length', withoutLength, close, false],
    // A reset may overtake what has not been read yet.
    ['by a reset', keptAlive, reset, true],
  ])(
    '%s is an error of the network, after all that was whole',
    async (_, parts, breakOff, isLossy) => {
      const seen = await cutAnywhere(parts, breakOff, async (answer, size) =>
        faultOf(await collect(answer), size, isLossy),
      );
      const posts = bytesOf(parts).length + 1;
      expect(seen).toEqual({ faults: [], unhandled: [], isLeft: true, posts });
    },
    300_000,
  );

  it('by a close that was announced, and that is begun anew then, is whole', async () => {
    const text = texts.join('');
    let again = 0;
    const seen = await cutAnywhere(announced, close, async (answer, size) => {
      const values: StreamEvent[] = [];
      const errors: unknown[] = [];
      const reply = await lastValueFrom(
        answer.pipe(
          tap({ next: (event) => values.push(event), error: (error) => errors.push(error) }),
          retryOnNetwork({ midStream: 'restart', delay: 0 }),
          accumulateReply(),
        ),
      );
      again += errors.length;
      const first = errors.length === 0 ? values : values.slice(0, -eventsIn(Infinity).length - 1);
      if (reply.status !== 'complete') return reply.status;
      if (reply.content !== text || reply.reasoning !== text) return 'other text';
      return faultOf({ values: first, error: errors[0] }, size);
    });
    const posts = bytesOf(announced).length + 1 + again;
    expect(seen).toEqual({ faults: [], unhandled: [], isLeft: true, posts });
    expect(again).toBeGreaterThanOrEqual(body.length);
  }, 300_000);
});
