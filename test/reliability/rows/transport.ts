import { VirtualTimeScheduler } from 'rxjs';
import { timeoutBetweenChunks } from '../../../operators/index.js';
import { fetchTransport } from '../../../src/index.js';
import type { Connection, HeaderFields, Row } from '../row.js';
import { failingFetch } from './app.js';
import { content, done, openWith, streaming, truncated, utf8 } from './wire.js';

const close: HeaderFields = { connection: 'close' };
/** The head of a body that only the end of the connection ends. */
const openUntilClose = (connection: Connection): void =>
  connection.head(200, { 'content-type': 'text/event-stream', ...close });

const gzip: HeaderFields = { 'content-encoding': 'gzip' };
const gzipStart = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
/**
 * A block of a compressed body that holds `text` as it is, so that the block can be read at once.
 */
const flushed = (text: string): Uint8Array => {
  const size = [text.length & 255, text.length >> 8];
  return new Uint8Array([0, ...size, ...size.map((byte) => byte ^ 255), ...utf8(text)]);
};

const lost = { name: 'StreamingNetworkError', code: 'CONNECTION_LOST', phase: 'streaming' };
const beforeAnswer = { name: 'StreamingNetworkError', phase: 'sent', retryable: true };
const readIdle = { name: 'StreamingTimeoutError', code: 'READ_IDLE', retryable: true };
const tellsLess = { inBrowser: { text: 'Hello', end: { ...lost, retryable: true } } };

export const transportRows: readonly Row[] = [
  {
    id: 'T1',
    title: 'no server listens at the address',
    answer: () => {},
    // A port where no server is, and which fetch does not refuse to try.
    run: ({ send }) => send({ baseUrl: 'http://127.0.0.1:2' }),
    expected: {
      end: {
        name: 'StreamingNetworkError',
        code: 'CONNECT_FAILED',
        phase: 'connect',
        retryable: true,
      },
      posts: 0,
    },
    inBrowser: { end: { ...beforeAnswer, code: 'CONNECT_FAILED' } },
  },
  {
    id: 'T1',
    title: 'the port is one to which fetch sends nothing',
    answer: () => {},
    run: ({ send }) => send({ baseUrl: 'http://127.0.0.1:6000' }),
    expected: {
      end: { kind: 'format', code: 'INVALID_REQUEST', phase: 'request', retryable: false },
      posts: 0,
    },
  },
  {
    id: 'T2',
    title: 'the host name does not resolve',
    answer: () => {},
    run: ({ send }) => send({ baseUrl: 'http://nowhere.invalid' }),
    expected: {
      end: { code: 'CONNECT_FAILED', phase: 'connect', retryable: true },
      posts: 0,
    },
    inBrowser: { end: { ...beforeAnswer, code: 'CONNECT_FAILED' } },
  },
  {
    id: 'T5',
    title: 'the server accepts the connection and never answers',
    answer: (_, _post, app) => void app.call(),
    // The time passes once the request is there, however long a busy machine takes for that.
    run: ({ send, called }) => {
      const scheduler = new VirtualTimeScheduler();
      called.subscribe(() => scheduler.flush());
      return send({ scheduler });
    },
    expected: {
      end: { name: 'StreamingTimeoutError', code: 'CONNECT', phase: 'sent', retryable: true },
    },
  },
  {
    id: 'T6',
    title: 'the headers come within the limit',
    answer: async (connection) => {
      await connection.wait(100);
      streaming(content('Hello') + done)(connection, 0);
    },
    run: ({ send }) => send({ connectionTimeout: 20_000 }),
    expected: { text: 'Hello', end: 'done' },
  },
  {
    id: 'T7',
    title: 'the headers come, and no byte after them',
    answer: openWith(),
    run: ({ send }) => send({ readTimeout: 60 }),
    expected: { end: { ...readIdle, phase: 'headers' } },
  },
  {
    id: 'T8',
    title: 'the answer stalls after two deltas',
    answer: openWith('Hel', 'lo'),
    run: ({ send }) => send({ readTimeout: 500 }),
    expected: { text: 'Hello', end: { ...readIdle, phase: 'streaming' } },
  },
  {
    id: 'T9',
    title: 'each byte comes within the limit, though the answer takes longer',
    answer: async (connection) => {
      connection.open();
      for (const byte of content('Hi')) {
        await connection.wait(70);
        connection.send(byte);
      }
      connection.send(done);
      connection.end();
    },
    run: ({ send }) => send({ readTimeout: 2000 }),
    expected: { text: 'Hi', end: 'done' },
  },
  {
    id: 'T10',
    title: 'only comments keep coming: PROGRESS, not READ_IDLE',
    answer: async (connection) => {
      openWith('Hello')(connection);
      for (let i = 0; i < 100; i++) {
        await connection.wait(20);
        connection.send(': ping\n\n');
      }
    },
    run: ({ send }) =>
      send({ readTimeout: 20_000 }).pipe(timeoutBetweenChunks({ first: 20_000, each: 300 })),
    expected: { text: 'Hello', end: { name: 'StreamingTimeoutError', code: 'PROGRESS' } },
  },
  {
    id: 'T11',
    title: 'the connection closes before the answer',
    answer: ({ fin }) => fin(),
    expected: { end: { ...beforeAnswer, code: 'CONNECTION_LOST' } },
    inBrowser: { end: { ...beforeAnswer, code: 'CONNECT_FAILED' } },
  },
  {
    id: 'T12',
    title: 'the connection is reset before the answer',
    answer: ({ rst }) => rst(),
    expected: { end: { ...beforeAnswer, code: 'CONNECTION_LOST', causeCodes: ['ECONNRESET'] } },
    inBrowser: { end: { ...beforeAnswer, code: 'CONNECT_FAILED' } },
  },
  {
    id: 'T13',
    title: 'the connection is reset after two deltas',
    answer: async (connection, _, app) => {
      openWith('Hel', 'lo')(connection);
      await app.delivered(2);
      connection.rst();
    },
    expected: { text: 'Hello', end: { ...lost, causeCodes: ['ECONNRESET'] } },
    ...tellsLess,
  },
  {
    id: 'T14',
    title: 'the connection closes without the last chunk',
    answer: async (connection, _, app) => {
      openWith('Hello')(connection);
      await app.delivered(1);
      connection.fin();
    },
    expected: { text: 'Hello', end: lost },
  },
  {
    id: 'T15',
    title: 'the same after a header "connection: close"',
    answer: async (connection, _, app) => {
      connection.open(close);
      connection.send(content('Hello'));
      await app.delivered(1);
      connection.fin();
    },
    expected: { text: 'Hello', end: truncated },
    ...tellsLess,
  },
  {
    id: 'T15',
    title: 'the same after that header, inside a chunk',
    answer: async (connection, _, app) => {
      connection.open(close);
      connection.send(content('Hello'));
      connection.write(`ff\r\n${content(' world').slice(0, -4)}`);
      await app.delivered(1);
      connection.fin();
    },
    expected: { text: 'Hello', end: truncated },
    ...tellsLess,
  },
  {
    id: 'T15',
    title: 'the same after that header, and after the whole line "event: done"',
    answer: async (connection, _, app) => {
      connection.open(close);
      connection.send(`${content('Hello')}event: done\n`);
      await app.delivered(1);
      connection.fin();
    },
    expected: { text: 'Hello', end: 'done' },
    ...tellsLess,
  },
  {
    id: 'T16',
    title: 'a body without length ends without a terminal',
    answer: async (connection, _, app) => {
      openUntilClose(connection);
      connection.write(content('Hello'));
      await app.delivered(1);
      connection.fin();
    },
    expected: { text: 'Hello', end: truncated },
  },
  {
    id: 'T17',
    title: 'a body without length is reset',
    answer: async (connection, _, app) => {
      openUntilClose(connection);
      connection.write(content('Hello'));
      await app.delivered(1);
      connection.rst();
    },
    expected: { text: 'Hello', end: truncated },
    ...tellsLess,
  },
  {
    id: 'T18',
    title: 'the body is shorter than its Content-Length',
    answer: async (connection, _, app) => {
      connection.head(200, { 'content-type': 'text/event-stream', 'content-length': 1000 });
      connection.write(content('Hello'));
      await app.delivered(1);
      connection.fin();
    },
    expected: { text: 'Hello', end: lost },
  },
  {
    id: 'T19',
    title: 'the body is longer than its Content-Length, which holds the terminal',
    answer: (connection) => {
      const body = content('Hello') + done;
      connection.head(200, { 'content-type': 'text/event-stream', 'content-length': body.length });
      connection.write(`${body}${content(' world')}`);
    },
    expected: { text: 'Hello', end: 'done' },
  },
  {
    id: 'T20',
    title: 'a compressed body, flushed at each event, is read as it comes',
    answer: async (connection, _, app) => {
      connection.open(gzip);
      connection.send(gzipStart);
      for (const [index, event] of [content('Hel'), content('lo'), done].entries()) {
        connection.send(flushed(event));
        await app.delivered(index + 1);
      }
    },
    expected: { text: ['Hel', 'lo'], end: 'done' },
  },
  {
    id: 'T21',
    title: 'a compressed body stops in the middle, and its chunks end properly',
    answer: (connection) => {
      connection.open(gzip);
      connection.send(gzipStart);
      connection.send(flushed(content('Hello')));
      connection.end();
    },
    expected: { text: 'Hello', end: truncated },
  },
  {
    id: 'T22',
    title: 'a body that is not compressed, with Content-Encoding: gzip',
    answer: (connection) => {
      connection.open(gzip);
      connection.send(content('Hello') + done);
      connection.end();
    },
    expected: { end: { ...lost, phase: 'headers', causeCodes: ['Z_DATA_ERROR'] } },
    inBrowser: { end: { ...lost, phase: 'headers' } },
  },
  {
    id: 'T23',
    title: 'a chunk whose size is not a number',
    answer: async (connection, _, app) => {
      openWith('Hello')(connection);
      await app.delivered(1);
      connection.write(`no size\r\n${done}\r\n`);
    },
    expected: { text: 'Hello', end: truncated },
    ...tellsLess,
  },
  {
    id: 'T23',
    title: 'a malformed status line',
    answer: ({ write }) => write('garbage\r\n\r\n'),
    expected: { end: { ...beforeAnswer, code: 'CONNECT_FAILED' } },
  },
  {
    id: 'T26',
    title: 'a proxy buffers the whole answer and sends it at once',
    answer: async (connection) => {
      await connection.wait(150);
      streaming(['Hel', 'lo', ' world'].map(content).join('') + done)(connection, 0);
    },
    expected: { text: ['Hel', 'lo', ' world'], end: 'done' },
  },
  {
    id: 'T27',
    title: 'the platform has no body streams',
    answer: () => {},
    run: ({ send }) =>
      send({
        transport: fetchTransport({
          fetch: () =>
            Promise.resolve(
              new Response(null, { headers: { 'content-type': 'text/event-stream' } }),
            ),
        }),
      }),
    expected: {
      end: { kind: 'format', code: 'UNEXPECTED_CONTENT_TYPE', phase: 'headers' },
      posts: 0,
    },
  },
  ...[
    'fetch failed',
    'Failed to fetch',
    'Failed to fetch (chat.example)',
    'Load failed',
    'NetworkError when attempting to fetch resource.',
  ].map((message): Row => ({
    id: 'T28',
    title: `the platform reports that the network is off: ${message}`,
    answer: () => {},
    run: ({ send }) => send({ transport: failingFetch(new TypeError(message)) }),
    expected: { end: { ...beforeAnswer, code: 'CONNECT_FAILED' }, posts: 0 },
  })),
];
