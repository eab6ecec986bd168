// What the server sends for each name, what the app does, and what must come of it on every runtime.
import { gzipSync } from 'node:zlib';

const sse = (event, json) => `event: ${event}\ndata: ${JSON.stringify(json)}\n\n`;
const hello = sse('content', { text: 'Hé漢😀' });
const done = sse('done', {});
const text = { 'content-type': 'text/event-stream' };
const six = 'gzip, gzip, gzip, gzip, gzip, gzip';

const whole =
  (body, headers = {}) =>
  ({ respond }) =>
    respond(200, { ...text, ...headers }, body);

/** One byte at a time, so that characters are cut. */
const byteByByte = async (connection) => {
  connection.open();
  for (const byte of Buffer.from(hello + done)) connection.send(Buffer.of(byte));
  connection.end();
};

const answer = { text: 'Hé漢😀', end: 'done' };
const lost = ['CONNECTION_LOST', 'STREAM_TRUNCATED'];
// A runtime may not tell whether a request was sent.
const notConnected = ['CONNECT_FAILED', 'CONNECTION_LOST'];

/**
 * By name: `answer`, what the server does; `config`, and `unsubscribeAfter` so many events; `expected`: the
 * text, the end, which is an event or codes of which an error has one, more fields of the error,
 * and the number of requests that arrived.
 */
export const exchanges = {
  'a plain answer': { answer: whole(hello + done), expected: answer },
  'a byte at a time': { answer: byteByByte, expected: answer },
  'a compressed answer': {
    answer: whole(gzipSync(hello + done), { 'content-encoding': 'gzip' }),
    expected: answer,
  },
  'an error status': {
    answer: ({ respond, request }) =>
      respond(
        401,
        { 'content-type': 'application/json' },
        JSON.stringify({ error: { message: `No: ${request.headers.authorization}` } }),
      ),
    expected: { end: ['HTTP_STATUS'], error: { status: 401, retryable: false } },
  },
  'a redirect': {
    answer: ({ respond, request }) =>
      respond(307, { location: `/?token=${request.headers.authorization}` }, ''),
    // Where `redirect: "error"` is not known, it is an answer like any other.
    expected: { end: ['CONNECT_FAILED', 'HTTP_STATUS'] },
  },
  'an error event': {
    answer: whole(hello + sse('error', { message: 'Busy' })),
    expected: { text: 'Hé漢😀', end: 'error' },
  },
  'a field "error"': {
    answer: whole(`${hello}error: {"message":"Busy"}\n\n`),
    expected: { text: 'Hé漢😀', end: 'error' },
  },
  'a body without its end': {
    answer: whole(hello),
    expected: { text: 'Hé漢😀', end: ['STREAM_TRUNCATED'], error: { retryable: true } },
  },
  'a body shorter than its length': {
    answer: async (connection) => {
      connection.head(200, { ...text, 'content-length': 1000 });
      connection.write(hello);
      await connection.wait(100);
      connection.fin();
    },
    expected: { text: 'Hé漢😀', end: lost, error: { retryable: true } },
  },
  'a reset in the body': {
    answer: async (connection) => {
      connection.open();
      connection.send(hello);
      await connection.wait(100);
      connection.rst();
    },
    expected: { text: 'Hé漢😀', end: lost, error: { retryable: true } },
  },
  'a reset before the answer': {
    answer: ({ rst }) => rst(),
    expected: { end: notConnected, error: { retryable: true } },
  },
  'a chunk without a size': {
    answer: async (connection) => {
      connection.open();
      connection.send(hello);
      await connection.wait(100);
      connection.write('no size\r\n');
    },
    expected: { text: 'Hé漢😀', end: lost, error: { retryable: true } },
  },
  'a body that only claims to be compressed': {
    answer: whole(hello + done, { 'content-encoding': 'gzip' }),
    config: { readTimeout: 2000 },
    expected: { end: [...lost, ...notConnected, 'READ_IDLE'] },
  },
  // Some decode as many codings as there are, some none of them, some refuse.
  'six content codings': {
    answer: (connection) => {
      connection.head(200, { ...text, 'content-encoding': six, 'content-length': 1000 });
      connection.write('x');
      connection.fin();
    },
    expected: { end: [...lost, ...notConnected] },
  },
  'headers that never come': {
    answer: () => {},
    config: { connectionTimeout: 300 },
    expected: { end: ['CONNECT'], error: { retryable: true } },
  },
  'a body that stalls': {
    answer: (connection) => {
      connection.open();
      connection.send(hello);
    },
    config: { readTimeout: 300 },
    expected: { text: 'Hé漢😀', end: ['READ_IDLE'], error: { retryable: true } },
  },
  'an unsubscribe in the body': {
    answer: (connection) => {
      connection.open();
      connection.send(hello);
    },
    unsubscribeAfter: 1,
    expected: { text: 'Hé漢😀', end: 'unsubscribed' },
  },
  'an unsubscribe before the headers': {
    answer: () => {},
    unsubscribeAfter: 0,
    expected: { end: 'unsubscribed' },
  },
  'nobody who listens': {
    config: { baseUrl: 'http://127.0.0.1:2' },
    expected: {
      end: ['CONNECT_FAILED'],
      error: { retryable: true, host: '127.0.0.1:2' },
      posts: 0,
    },
  },
  'a host that does not exist': {
    config: { baseUrl: 'http://nowhere.invalid' },
    expected: {
      end: ['CONNECT_FAILED'],
      error: { retryable: true, host: 'nowhere.invalid' },
      posts: 0,
    },
  },
  'a port to which fetch sends nothing': {
    config: { baseUrl: 'http://127.0.0.1:6000' },
    expected: { end: ['INVALID_REQUEST'], error: { retryable: false }, posts: 0 },
  },
};
