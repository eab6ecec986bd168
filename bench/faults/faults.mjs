import { setTimeout as wait } from 'node:timers/promises';
import { constants, gzipSync } from 'node:zlib';
import {
  cancelling,
  complete,
  ending,
  keeping,
  leaking,
  malformed,
  posting,
  redirecting,
  waiting,
} from './verdicts.mjs';

const serverMessage = 'the monthly quota is used up';
export const secret = 'sk-SECRET';
export const apiKey = 'sk-bench';
export const prompt = 'a private question';

// All in ms.
const shortBound = 3_500;
// Enough for the last attempt of a client that backs off.
const longBound = 8_500;
const limit = 500;
const pause = () => wait(30);

const openWith = (connection, body, headers) => {
  connection.open(headers);
  connection.send(body);
};

/** The answer up to and including its first delta. */
const startOf = (wire) => wire.head.join('') + wire.content('Hello');

/** The rest of the answer. */
const restOf = (wire) => wire.content(' world') + wire.tail.join('');

/** A compressed text that was flushed but not ended. */
const unfinishedGzip = (text) => gzipSync(text, { finishFlush: constants.Z_SYNC_FLUSH });

const respondJson = (connection, status, value, headers) =>
  connection.respond(
    status,
    { 'content-type': 'application/json', ...headers },
    JSON.stringify(value),
  );

const cutCharacter = '漢';

/**
 * The rows of the table.
 *
 * - `answer`: what the server does for each POST, given the bytes of the client's protocol and the
 *   URL of a server of another origin
 * - `text`: the text sent before the fault
 * - `bound`: after so many ms, a client that has not ended is abandoned
 * - `limits`: the time limits that the client is configured with
 * - `verdict`: turns the observation into the text of a cell
 */
export const faults = [
  {
    title: 'body ends cleanly, no terminal event',
    text: 'Hello',
    bound: shortBound,
    answer: (connection, wire) => {
      openWith(connection, startOf(wire));
      connection.end();
    },
    verdict: ending,
  },
  {
    title: 'the same with `connection: close` and no last chunk',
    text: 'Hello',
    bound: shortBound,
    answer: async (connection, wire) => {
      openWith(connection, startOf(wire), { connection: 'close' });
      await pause();
      connection.fin();
    },
    verdict: ending,
  },
  {
    title: 'gzip body that is cut',
    text: 'Hello',
    bound: shortBound,
    answer: (connection, wire) => {
      openWith(connection, unfinishedGzip(startOf(wire)), {
        'content-encoding': 'gzip',
      });
      connection.end();
    },
    verdict: ending,
  },
  {
    title: `stall after one delta (limit ${limit} ms)`,
    text: 'Hello',
    bound: shortBound,
    limits: { idle: limit },
    answer: (connection, wire) => openWith(connection, startOf(wire)),
    verdict: ending,
  },
  {
    title: 'connection reset after one delta',
    text: 'Hello',
    bound: shortBound,
    answer: async (connection, wire) => {
      openWith(connection, startOf(wire));
      // A reset discards what the client has not read yet.
      await pause();
      connection.rst();
    },
    verdict: ending,
  },
  {
    id: 'errorEvent',
    title: 'error event after one delta',
    text: 'Hello',
    bound: shortBound,
    answer: (connection, wire) => {
      openWith(connection, startOf(wire) + wire.errorEvent(serverMessage));
      connection.end();
    },
    verdict: keeping(serverMessage),
  },
  ...['application/json', 'text/event-stream'].map((type) => ({
    title: `status 200 with a JSON error as \`${type}\``,
    text: '',
    bound: shortBound,
    answer: (connection, wire) =>
      respondJson(connection, 200, wire.errorBody(serverMessage), { 'content-type': type }),
    verdict: keeping(serverMessage),
  })),
  {
    title: 'status 200 with an HTML page',
    text: '',
    bound: shortBound,
    answer: (connection) =>
      connection.respond(
        200,
        { 'content-type': 'text/html' },
        '<!doctype html>\n<title>Sign in</title>\n',
      ),
    verdict: ending,
  },
  {
    id: 'malformed',
    title: 'malformed JSON between two deltas',
    text: 'Hello',
    bound: shortBound,
    answer: async (connection, wire) => {
      openWith(connection, startOf(wire));
      await pause();
      connection.send(wire.malformed);
      await pause();
      connection.send(restOf(wire));
      connection.end();
    },
    verdict: malformed,
  },
  {
    title: 'character cut in two (no fault)',
    text: `Hello ${cutCharacter}`,
    bound: shortBound,
    answer: async (connection, wire) => {
      const body = Buffer.from(
        [...wire.head, wire.content('Hello '), wire.content(cutCharacter), ...wire.tail].join(''),
      );
      const cut = body.indexOf(cutCharacter) + 1;
      openWith(connection, body.subarray(0, cut));
      await pause();
      connection.send(body.subarray(cut));
      connection.end();
    },
    verdict: complete,
  },
  {
    title: 'CRLF line ends (no fault)',
    text: 'Hello world',
    bound: shortBound,
    answer: (connection, wire) => {
      openWith(connection, (startOf(wire) + restOf(wire)).replaceAll('\n', '\r\n'));
      connection.end();
    },
    verdict: complete,
  },
  {
    title: 'connection closed before the headers',
    text: '',
    bound: longBound,
    answer: (connection) => connection.fin(),
    verdict: posting,
  },
  {
    title: `headers that never come (limit ${limit} ms)`,
    text: '',
    bound: longBound,
    limits: { headers: limit },
    answer: () => {},
    verdict: posting,
  },
  {
    title: 'status 429 with `Retry-After: 90`',
    text: '',
    bound: longBound,
    answer: (connection, wire) =>
      respondJson(connection, 429, wire.errorBody('slow down'), { 'retry-after': 90 }),
    verdict: waiting(90),
  },
  {
    title: 'status 307 to another origin',
    text: '',
    bound: shortBound,
    answer: (connection, _, elsewhere) =>
      connection.respond(307, { location: `${elsewhere}/` }, ''),
    verdict: redirecting(prompt, apiKey),
  },
  {
    title: 'API key with a line break in it',
    text: 'Hello',
    bound: shortBound,
    apiKey: `${secret}\nX`,
    answer: (connection, wire) => {
      openWith(connection, startOf(wire) + wire.tail.join(''));
      connection.end();
    },
    verdict: leaking,
  },
  {
    title: 'cancelling after the first delta',
    text: 'Hello',
    bound: shortBound,
    cancel: true,
    answer: (connection, wire) => openWith(connection, startOf(wire)),
    verdict: cancelling,
  },
];
