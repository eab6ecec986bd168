import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import {
  filter,
  from,
  lastValueFrom,
  mergeMap,
  type Observable,
  of,
  take,
  tap,
  toArray,
} from 'rxjs';
import { accumulateReply, retryOnNetwork } from '../../operators/index.js';
import { isStreamingError, sendStreamingChat, type StreamEvent } from '../../src/index.js';
import { collect, type Collected } from '../helpers/collect.js';
import { request } from '../helpers/samples.js';
import { drawn, isExhaustive, sample } from '../helpers/sampling.js';
import { startFaultServer } from './faultServer.js';
import type { Answer, Connection } from './row.js';

// The body: all kinds of events, line ends and characters. No LF of a CRLF has to be waited for.

/** Text on the wire, and the event that it completes, if it does. */
interface Passage {
  readonly wire: string;
  readonly event?: StreamEvent;
}

const words = ['Straße', ' 日本語', ' naïve', ' 👩‍👩‍👧', ' plain', ' x² ≠ ½', ' Ω'];
const texts = words.flatMap((word) => words.map((other) => word + other));

const passages: readonly Passage[] = [
  { wire: '\u{feff}: an answer\n\n' },
  ...texts.flatMap((text, i): readonly Passage[] => [
    {
      wire: `event: content\r\ndata: {"text": "${text}"}\r\n\r`,
      event: { type: 'content', text },
    },
    { wire: `\n: ännu ${i}\r` },
    {
      wire: `data: {"text":\ndata: "${text}"}\nevent: reasoning\n\n`,
      event: { type: 'reasoning', text },
    },
    { wire: `event: odd\rid: ${i}\rdata: {"é": 1}\r\r` },
    {
      wire: `event:tps\ndata:{"tps": ${i}}\n\n`,
      event: { type: 'tps', tps: i, source: 'server' },
    },
  ]),
  {
    wire: 'event: usage\r\ndata: {"input_tokens": 10, "output_tokens": 5}\r\n\r',
    event: { type: 'usage', usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 } },
  },
];
const events = passages.flatMap(({ event }) => event ?? []);
const unended = Buffer.from(passages.map(({ wire }) => wire).join(''));

const nameOfEnd = '\nevent: done\r';
const end = Buffer.from(`${nameOfEnd}\ndata: {}\r\n\r\n`);

/**
 * How many bytes of the body complete each of `events`, and after how many the name of the end is
 * known.
 */
const eventEnds = passages.flatMap(({ event }, index) =>
  event === undefined
    ? []
    : Buffer.byteLength(
        passages
          .slice(0, index + 1)
          .map(({ wire }) => wire)
          .join(''),
      ),
);
const doneFrom = unended.length + nameOfEnd.length;
const whole = unended.length + end.length;

// The answer: a head, and the body in chunks of HTTP or without a length.

/** Some bytes of the answer, which are of its body or belong to HTTP. */
interface Part {
  readonly bytes: Buffer;
  readonly ofBody: boolean;
}

const http = (text: string): Part => ({ bytes: Buffer.from(text), ofBody: false });
const body = (bytes: Buffer): Part => ({ bytes, ofBody: true });

const head = (fields: string): Part =>
  http(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${fields}\r\n\r\n`);
const chunk = (bytes: Buffer): readonly Part[] => [
  http(`${bytes.length.toString(16)}\r\n`),
  body(bytes),
  http('\r\n'),
];
/** Chunks of all sizes, which end anywhere in events and characters. */
const chunks = (bytes: Buffer, size = 1): readonly Part[] =>
  bytes.length === 0
    ? []
    : [...chunk(bytes.subarray(0, size)), ...chunks(bytes.subarray(size), (size * 7) % 1009)];
const inChunks = [...chunks(unended), ...chunk(end), http('0\r\n\r\n')];

const keptAlive = [head('transfer-encoding: chunked'), ...inChunks];
const announcingClose = [head('transfer-encoding: chunked\r\nconnection: close'), ...inChunks];
const withoutLength = [head('connection: close'), body(unended), body(end)];

/** How many bytes of the body are in the first bytes of the answer, by the number of these. */
const bodySizes = (parts: readonly Part[]): readonly number[] => {
  const sizes = [0];
  for (const { bytes, ofBody } of parts) {
    for (let i = 0; i < bytes.length; i++) sizes.push((sizes.at(-1) ?? 0) + (ofBody ? 1 : 0));
  }
  return sizes;
};

// The cuts.

/**
 * An answer of which only the first `size` bytes are sent, with `bodySize` bytes of the body in
 * them.
 */
interface Cut {
  readonly size: number;
  readonly bodySize: number;
}

/**
 * All cuts near an event's end, where an event may be lost or early, and a sample of the others.
 */
const cutsOf = (parts: readonly Part[]): readonly Cut[] => {
  const all = bodySizes(parts).map((bodySize, size): Cut => ({ size, bodySize }));
  if (isExhaustive) return all;
  const critical = new Set(
    [...eventEnds, doneFrom, whole].flatMap((at) => [-3, -2, -1, 0, 1, 2, 3].map((by) => at + by)),
  );
  const sampled = new Set(sample(all, 400));
  return all.filter((cut) => critical.has(cut.bodySize) || sampled.has(cut));
};

type BreakOff = (connection: Connection) => void | Promise<void>;
const close: BreakOff = ({ fin }) => fin();
const reset: BreakOff = async ({ wait, rst }) => {
  await wait(30);
  rst();
};

/** Looks at an answer that breaks off; says what is wrong with it, if anything is. */
type Judge = (answer: Observable<StreamEvent>, cut: Cut) => Promise<string | undefined>;

// As many as keep two cores busy.
const AT_A_TIME = 64;

/**
 * Has `judge` look at an answer for each of its cuts; a request after the first of an answer gets
 * it whole.
 */
const cutAnywhere = async (parts: readonly Part[], breakOff: BreakOff, judge: Judge) => {
  const wire = Buffer.concat(parts.map(({ bytes }) => bytes));
  const cuts = cutsOf(parts);
  const answer: Answer = async (connection) => {
    connection.write(wire.subarray(0, Number(connection.request.headers['x-size'])));
    await breakOff(connection);
  };
  const server = await startFaultServer(answer);
  const send = ({ size }: Cut): Observable<StreamEvent> => {
    let attempts = 0;
    return sendStreamingChat(request, {
      baseUrl: server.url,
      headers: () => of({ 'x-size': String(attempts++ === 0 ? size : wire.length) }),
    });
  };
  try {
    const faults = await lastValueFrom(
      from(cuts).pipe(
        mergeMap(async (cut) => ({ ...cut, fault: await judge(send(cut), cut) }), AT_A_TIME),
        filter(({ fault }) => fault !== undefined),
        take(20),
        toArray(),
      ),
    );
    expect({ faults, isLeft: await server.isLeft() }).toEqual({ faults: [], isLeft: true });
    return { cuts, posts: server.posts.length };
  } finally {
    await server.stop();
  }
};

/** What is wrong with what came of a cut; `isLossy` where not all that was sent need have come. */
const faultOf = (
  { values, error }: Collected<StreamEvent>,
  { bodySize }: Cut,
  isLossy = false,
): string | undefined => {
  const seen = values.filter(({ type }) => type !== 'done');
  const isDone = seen.length < values.length;
  const sent = events.slice(0, eventEnds.filter((at) => at <= bodySize).length);
  const expected = isLossy ? sent.slice(0, seen.length) : sent;
  if (!isDeepStrictEqual(seen, expected)) return 'other events';
  if (isDone) return bodySize < doneFrom ? 'done before the end' : undefined;
  if (bodySize === whole && !isLossy) return 'no done at the end';
  return isStreamingError(error) && error.kind === 'network' ? undefined : `error: ${error}`;
};

describe(`an answer that is cut at any byte (${drawn})`, () => {
  it.each([
    { how: 'by a close', parts: keptAlive, breakOff: close, isLossy: false },
    {
      how: 'by the close that ends a body without length',
      parts: withoutLength,
      breakOff: close,
      isLossy: false,
    },
    // A reset may overtake what has not been read yet.
    { how: 'by a reset', parts: keptAlive, breakOff: reset, isLossy: true },
  ])(
    '$how gives all events that came whole, then a network error',
    async ({ parts, breakOff, isLossy }) => {
      const { cuts, posts } = await cutAnywhere(parts, breakOff, async (answer, cut) =>
        faultOf(await collect(answer), cut, isLossy),
      );
      expect(posts).toBe(cuts.length);
    },
  );

  it('by a close that was announced is whole once it has been retried', async () => {
    const text = texts.join('');
    let failures = 0;
    const { cuts, posts } = await cutAnywhere(announcingClose, close, async (answer, cut) => {
      const values: StreamEvent[] = [];
      const errors: unknown[] = [];
      const reply = await lastValueFrom(
        answer.pipe(
          tap({ next: (event) => values.push(event), error: (error) => errors.push(error) }),
          retryOnNetwork({ midStream: 'restart', delay: 0 }),
          accumulateReply(),
        ),
      );
      failures += errors.length;
      if (reply.status !== 'complete') return reply.status;
      if (reply.content !== text || reply.reasoning !== text) return 'other text';
      // The last attempt is the whole answer: its events and `done`.
      const first = errors.length === 0 ? values : values.slice(0, -(events.length + 1));
      return faultOf({ values: first, error: errors[0] }, cut);
    });
    expect(posts).toBe(cuts.length + failures);
    expect(failures).toBeGreaterThanOrEqual(
      cuts.filter(({ bodySize }) => bodySize < unended.length).length,
    );
  });
});
