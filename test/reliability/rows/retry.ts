import { defer, distinct, filter, map, type Observable, tap } from 'rxjs';
import { retryOnNetwork, timeoutBetweenChunks } from '../../../operators/index.js';
import { contentEvent, isSafeToRetry, type StreamEvent } from '../../../src/index.js';
import type { Answer, App, Connection, Row, RowAnswer } from '../row.js';
import { sleepDeep } from './app.js';
import { content, done, inTurn, openWith, sse, streaming } from './wire.js';

const whole: Answer = streaming(content('Hello') + done);

// A reset would overtake what the client has not read yet.
const resetAfter =
  (text: string): RowAnswer =>
  async (connection, _, app) => {
    openWith(text)(connection);
    await app.delivered(1);
    connection.rst();
  };

const ping = sse('ping', {});
const resetBeforeEvents: RowAnswer = async (connection, _, app) => {
  connection.open();
  connection.send(ping);
  await app.delivered(1);
  connection.rst();
};

/** What two POSTs have in common only when they are the same. */
const signature = ({ request: { headers, body } }: Connection): string =>
  `${headers['idempotency-key'] ?? Math.random()} ${body}`;

const busy: Answer = ({ respond }) => respond(503, {}, '');

type RetryOptions = NonNullable<Parameters<typeof retryOnNetwork>[0]>;
const retrying =
  (options?: RetryOptions) =>
  ({ send, note }: App): Observable<StreamEvent> =>
    send({ onUnknownEvent: note }).pipe(retryOnNetwork({ delay: 1, ...options }));

const refused = { name: 'StreamingApiError', code: 'HTTP_STATUS', status: 503 };
const lost = { name: 'StreamingNetworkError', code: 'CONNECTION_LOST', retryable: true };

export const retryRows: readonly Row[] = [
  {
    id: 'R1',
    title: 'two failures to connect, then an answer',
    answer: whole,
    run: ({ send }) => {
      let attempts = 0;
      return defer(() => send(++attempts < 3 ? { baseUrl: 'http://127.0.0.1:2' } : {})).pipe(
        retryOnNetwork({ delay: 1 }),
      );
    },
    expected: {
      text: 'Hello',
      events: [{ type: 'content', text: 'Hello' }, { type: 'done' }],
      end: 'done',
    },
  },
  {
    id: 'R1',
    title: 'all attempts fail: the last error lists those before it',
    answer: busy,
    run: retrying(),
    expected: {
      end: { ...refused, attempt: 3, attempts: [refused, refused] },
      posts: 3,
    },
  },
  {
    id: 'R2',
    title: 'a reset before the first event, by default',
    answer: inTurn(resetBeforeEvents, whole),
    run: retrying(),
    expected: {
      events: [{ type: 'content', text: 'Hello' }, { type: 'done' }],
      text: 'Hello',
      end: 'done',
      posts: 2,
    },
  },
  {
    id: 'R2',
    title: 'a reset before the first event, retried only until the headers',
    answer: resetBeforeEvents,
    run: retrying({ retryUntil: 'headers' }),
    expected: { end: { ...lost, phase: 'headers', attempts: [] } },
  },
  {
    id: 'R2',
    title: 'a close before the headers, retried only until there is a connection',
    answer: ({ fin }) => fin(),
    run: retrying({ retryUntil: 'connect' }),
    expected: { end: { ...lost, phase: 'sent', attempts: [] } },
    inBrowser: { end: { ...lost, code: 'CONNECT_FAILED', phase: 'sent', attempts: [] } },
  },
  {
    id: 'R2',
    title: 'a close before the headers, retried only where the server has done nothing',
    answer: ({ fin }) => fin(),
    run: retrying({ shouldRetry: isSafeToRetry }),
    expected: { end: { ...lost, phase: 'sent', attempts: [] } },
    inBrowser: { end: { ...lost, code: 'CONNECT_FAILED', phase: 'sent', attempts: [] } },
  },
  {
    id: 'R2',
    title: 'a server too busy to start, retried only where the server has done nothing',
    answer: inTurn(busy, whole),
    run: retrying({ shouldRetry: isSafeToRetry }),
    expected: { text: 'Hello', end: 'done', posts: 2 },
  },
  {
    id: 'R3',
    title: 'a reset after a delta',
    answer: resetAfter('Hel'),
    run: retrying({ count: 5 }),
    expected: { text: 'Hel', end: { ...lost, phase: 'streaming', attempts: [] } },
  },
  {
    id: 'R3',
    title: 'a stall after a delta',
    answer: openWith('Hel'),
    run: ({ send }) => send({ readTimeout: 500 }).pipe(retryOnNetwork({ count: 5, delay: 1 })),
    expected: {
      text: 'Hel',
      end: { name: 'StreamingTimeoutError', code: 'READ_IDLE', phase: 'streaming', attempts: [] },
    },
  },
  {
    id: 'R4',
    title: 'a reset after a delta: the answer starts over',
    answer: inTurn(resetAfter('Hel'), whole),
    run: retrying({ midStream: 'restart' }),
    expected: {
      events: [
        { type: 'content', text: 'Hel' },
        { type: 'reset', attempt: 2 },
        { type: 'content', text: 'Hello' },
        { type: 'done' },
      ],
      text: 'Hello',
      end: 'done',
      posts: 2,
    },
  },
  {
    id: 'R4',
    title: 'an end without done, then a stall: the answer starts over each time',
    answer: inTurn(
      (connection) => {
        openWith('He')(connection);
        connection.end();
      },
      openWith('Hel'),
      whole,
    ),
    run: ({ send }) =>
      send().pipe(
        timeoutBetweenChunks({ first: 20_000, each: 100 }),
        retryOnNetwork({ midStream: 'restart', delay: 1 }),
      ),
    expected: {
      events: [
        { type: 'content', text: 'He' },
        { type: 'reset', attempt: 2 },
        { type: 'content', text: 'Hel' },
        { type: 'reset', attempt: 3 },
        { type: 'content', text: 'Hello' },
        { type: 'done' },
      ],
      text: 'Hello',
      end: 'done',
      posts: 3,
    },
  },
  {
    id: 'R5',
    title: 'a retry has the body and the idempotency key of the first attempt',
    answer: inTurn(
      (connection, post, app) => resetAfter(signature(connection))(connection, post, app),
      (connection) => streaming(content(signature(connection)) + done)(connection, 1),
    ),
    run: ({ send }) =>
      send({ idempotencyKey: true }).pipe(
        retryOnNetwork({ midStream: 'restart', delay: 1 }),
        filter(({ type }) => type !== 'reset'),
        distinct((event) => (event.type === 'content' ? event.text : event.type)),
        map((event) => (event.type === 'content' ? contentEvent('the same') : event)),
      ),
    expected: { text: 'the same', end: 'done', posts: 2 },
  },
  {
    id: 'R6',
    title: 'a wait that would end after maxElapsedTime is not started',
    answer: busy,
    run: retrying({ delay: 60_000, maxDelay: 60_000, jitter: 0, maxElapsedTime: 30_000 }),
    expected: { end: { ...refused, attempts: [] } },
  },
  {
    id: 'R6',
    title: 'a wait that ends before maxElapsedTime is started',
    answer: inTurn(busy, whole),
    run: retrying({ jitter: 0, maxElapsedTime: 30_000 }),
    expected: { text: 'Hello', end: 'done', posts: 2 },
  },
  {
    id: 'R9',
    title: 'the machine sleeps for several waits: one retry when it wakes',
    answer: inTurn(busy, whole),
    run: ({ send }) =>
      send().pipe(
        tap({ error: () => setTimeout(() => sleepDeep(300)) }),
        retryOnNetwork({ delay: 60, jitter: 0 }),
      ),
    expected: { text: 'Hello', end: 'done', posts: 2 },
  },
  {
    id: 'R18',
    title: 'the retry fields of a stream change nothing',
    answer: inTurn(
      async (connection, _, app) => {
        connection.open();
        connection.send(`retry: 99999999999\n\nretry: 1e3\n\n${content('Hel')}`);
        await app.delivered(1);
        connection.rst();
      },
      streaming(`retry: 0\n\n${content('Hello')}${done}`),
    ),
    run: retrying({ midStream: 'restart' }),
    expected: {
      events: [
        { type: 'content', text: 'Hel' },
        { type: 'reset', attempt: 2 },
        { type: 'content', text: 'Hello' },
        { type: 'done' },
      ],
      text: 'Hello',
      end: 'done',
      posts: 2,
    },
  },
];
