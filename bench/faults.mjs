import { setTimeout as wait } from 'node:timers/promises';
import {
  cancelling,
  ending,
  keeping,
  leaking,
  malformed,
  posting,
  waiting,
  whole,
} from './verdicts.mjs';

export const serverMessage = 'the monthly quota is used up';
export const secret = 'sk-SECRET';

const shortBound = 3_500;
// Enough for a client that backs off to have made its last attempt.
const longBound = 8_500;
const limit = 500;
const pause = () => wait(30);

const openWith = (connection, text) => {
  connection.open();
  connection.send(text);
};

/**
 * The rows: `answer` is what the server does for each POST, `text` what it sends before the fault, `bound` the time after
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
    title: 'status 200 with a JSON error',
    text: '',
    bound: shortBound,
    answer: (connection, wire) =>
      connection.respond(200, 'application/json', JSON.stringify(wire.error(serverMessage))),
    verdict: keeping(serverMessage),
  },
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
