import type { Answer, Row } from '../row.js';
import { content, done, malformed, streaming, utf8 } from './wire.js';

const responseTooLarge = { ...malformed, code: 'RESPONSE_TOO_LARGE', phase: 'streaming' };
const eventTooLarge = { ...malformed, code: 'EVENT_TOO_LARGE', phase: 'streaming' };
const badEvent = { ...malformed, code: 'BAD_EVENT', phase: 'streaming' };

const answer = content('Hello') + done;
const characters = content('é€😀') + done;
const bytes = utf8(characters).length;

/** Sends `start`, then `repeated` many times, and no end. */
const endless =
  (start: string, repeated: string): Answer =>
  (connection) => {
    connection.open();
    connection.send(start);
    for (let sent = 0; sent < 40_000; sent += repeated.length) connection.send(repeated);
  };

const gzipped = (text: string): Promise<ArrayBuffer> =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

export const limitRows: readonly Row[] = [
  {
    id: 'L1',
    title: 'a body of exactly the maximum size',
    answer: streaming(answer),
    run: ({ send }) => send({ maxResponseSize: answer.length }),
    expected: { text: 'Hello', end: 'done' },
  },
  {
    id: 'L1',
    title: 'a body of exactly the maximum size in bytes, with fewer characters',
    answer: streaming(characters),
    run: ({ send }) => send({ maxResponseSize: bytes }),
    expected: { text: 'é€😀', end: 'done' },
  },
  {
    id: 'L1',
    title: 'a body one byte larger than the maximum',
    answer: streaming(answer),
    run: ({ send }) => send({ maxResponseSize: answer.length - 1 }),
    expected: { text: 'Hello', end: responseTooLarge },
  },
  {
    id: 'L1',
    title: 'a body one byte larger than the maximum, with fewer characters',
    answer: streaming(characters),
    run: ({ send }) => send({ maxResponseSize: bytes - 1 }),
    expected: { text: 'é€😀', end: responseTooLarge },
  },
  {
    id: 'L2',
    title: 'a Content-Length above the maximum',
    answer: ({ head, write }) => {
      head(200, { 'content-type': 'text/event-stream', 'content-length': 11 * 1024 * 1024 });
      write(content('Hello'));
    },
    expected: { end: { ...responseTooLarge, phase: 'headers' } },
  },
  {
    id: 'L3',
    title: 'a compressed body that is too large once it is decompressed',
    answer: async (connection) => {
      connection.open({ 'content-encoding': 'gzip' });
      connection.send(
        new Uint8Array(await gzipped(content('Hello') + ':\n'.repeat(500_000) + done)),
      );
      connection.end();
    },
    run: ({ send }) => send({ maxResponseSize: 100_000 }),
    expected: { text: 'Hello', end: responseTooLarge },
  },
  ...(
    [
      ['a line that never ends', content('Hello') + 'data: ', 'x'.repeat(1000)],
      ['data lines without a blank line', content('Hello'), `data: ${'x'.repeat(1000)}\n`],
      ['empty data lines without a blank line', content('Hello'), 'data\n'.repeat(1000)],
      ['an event name that never ends', content('Hello') + 'event: ', 'x'.repeat(1000)],
    ] as const
  ).map(([title, start, repeated]): Row => ({
    id: 'L4',
    title,
    answer: endless(start, repeated),
    run: ({ send }) => send({ maxEventSize: 5000 }),
    expected: { text: 'Hello', end: eventTooLarge },
  })),
  {
    id: 'L4',
    title: 'a comment that never ends counts for the size of the response only',
    answer: endless(`${content('Hello')}:`, 'x'.repeat(1000)),
    run: ({ send }) => send({ maxEventSize: 5000, maxResponseSize: 20_000 }),
    expected: { text: 'Hello', end: responseTooLarge },
  },
  {
    id: 'L7',
    title: 'an event nested 200 000 deep',
    answer: streaming(
      `${content('Hello')}event: content\ndata: {"text":"a","more":${deep(200_000)}}\n\n${done}`,
    ),
    expected: { text: 'Hello', end: badEvent },
  },
  {
    id: 'L7',
    title: 'an unknown event nested 200 000 deep is ignored',
    answer: streaming(`event: odd\ndata: ${deep(200_000)}\n\n${answer}`),
    expected: { text: 'Hello', end: 'done' },
  },
];
