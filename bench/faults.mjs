import { setTimeout as wait } from 'node:timers/promises';
import { constants, gzipSync } from 'node:zlib';
import {
  cancelling,
  ending,
  keeping,
  leaking,
  malformed,
  posting,
  redirecting,
  waiting,
  whole,
} from './verdicts.mjs';

export const serverMessage = 'the monthly quota is used up';
export const secret = 'sk-SECRET';
export const apiKey = 'sk-bench';
export const prompt = 'a private question';

const shortBound = 3_500;
// Enough for a client that backs off to have made its last attempt.
const longBound = 8_500;
const limit = 500;
const pause = () => wait(30);

const openWith = (connection, text, headers) => {
  connection.open(headers);
  connection.send(text);
};

/** A compressed text that is flushed, but not ended. */
const halfGzip = (text) => gzipSync(text, { finishFlush: constants.Z_SYNC_FLUSH });

const cutCharacter = '漢';

/**
 * The rows: `answer` is what the server does for each POST, `elsewhere` the URL of a server of another origin, `text` what it sends before the fault, `bound` the time after
 * which a client that has not ended is left, `limits` what the client's own time limits are set to, `verdict` what turns the
 * observation into words.
 */
export const faults = [
  {
    title: 'body ends cleanly, no terminal event',
    text: 'Hello',
    bound: shortBound,
    answer: (connection, wire) => {
      openWith(connection, wire.head + wire.delta('Hello'));
      connection.end();
    },
    verdict: ending,
  },
  {
    title: 'the same without the last chunk, behind `connection: close`',
    text: 'Hello',
    bound: shortBound,
    answer: async (connection, wire) => {
      openWith(connection, wire.head + wire.delta('Hello'), { connection: 'close' });
      await pause();
      connection.close();
    },
    verdict: ending,
  },
  {
    title: 'gzip body that is cut',
    text: 'Hello',
    bound: shortBound,
    answer: (connection, wire) => {
      openWith(connection, halfGzip(wire.head + wire.delta('Hello')), {
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
    answer: (connection, wire) => openWith(connection, wire.head + wire.delta('Hello')),
    verdict: ending,
  },
  {
    title: 'connection reset after one delta',
    text: 'Hello',
    bound: shortBound,
    answer: async (connection, wire) => {
      openWith(connection, wire.head + wire.delta('Hello'));
      // A reset overtakes what the client has not read yet.
      await pause();
      connection.reset();
    },
    verdict: ending,
  },
  {
    id: 'errorEvent',
    title: 'error event after one delta',
    text: 'Hello',
    bound: shortBound,
    answer: (connection, wire) => {
      openWith(connection, wire.head + wire.delta('Hello') + wire.failure(serverMessage));
      connection.end();
    },
    verdict: keeping(serverMessage),
  },
  ...['application/json', 'text/event-stream'].map((type) => ({
    title: `status 200 with a JSON error as \`${type}\``,
    text: '',
    bound: shortBound,
    answer: (connection, wire) =>
      connection.respond(200, type, JSON.stringify(wire.error(serverMessage))),
    verdict: keeping(serverMessage),
  })),
  {
    title: 'status 200 with an HTML page',
    text: '',
    bound: shortBound,
    answer: (connection) =>
      connection.respond(200, 'text/html', '<!doctype html>\n<title>Sign in</title>\n'),
    verdict: ending,
  },
  {
    id: 'malformed',
    title: 'malformed JSON between two deltas',
    text: 'Hello',
    bound: shortBound,
    answer: async (connection, wire) => {
      openWith(connection, wire.head + wire.delta('Hello'));
      await pause();
      connection.send(wire.malformed);
      await pause();
      connection.send(wire.delta(' world') + wire.tail);
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
        wire.head + wire.delta('Hello ') + wire.delta(cutCharacter) + wire.tail,
      );
      const cut = body.indexOf(cutCharacter) + 1;
      openWith(connection, body.subarray(0, cut));
      await pause();
      connection.send(body.subarray(cut));
      connection.end();
    },
    verdict: whole,
  },
  {
    title: 'CRLF line ends (no fault)',
    text: 'Hello world',
    bound: shortBound,
    answer: (connection, wire) => {
      const body = [wire.head, wire.delta('Hello'), wire.delta(' world'), wire.tail].join('');
      openWith(connection, body.replaceAll('\n', '\r\n'));
      connection.end();
    },
    verdict: whole,
  },
  {
    title: 'connection closed before the headers',
    text: '',
    bound: longBound,
    answer: (connection) => connection.close(),
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
      connection.respond(429, 'application/json', JSON.stringify(wire.error('slow down')), {
        'retry-after': 90,
      }),
    verdict: waiting(90),
  },
  {
    title: 'status 307 to another origin',
    text: '',
    bound: shortBound,
    answer: (connection, _, elsewhere) =>
      connection.respond(307, 'text/plain', '', { location: `${elsewhere}/` }),
    verdict: redirecting(prompt, apiKey),
  },
  {
    title: 'API key with a line break in it',
    text: 'Hello',
    bound: shortBound,
    apiKey: `${secret}\nX`,
    answer: (connection, wire) => {
      openWith(connection, wire.head + wire.delta('Hello') + wire.tail);
      connection.end();
    },
    verdict: leaking,
  },
  {
    title: 'cancelling after the first delta',
    text: 'Hello',
    bound: shortBound,
    cancel: true,
    answer: (connection, wire) => openWith(connection, wire.head + wire.delta('Hello')),
    verdict: cancelling,
  },
];
