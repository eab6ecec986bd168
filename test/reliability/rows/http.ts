import {
  delay,
  EMPTY,
  filter,
  identity,
  map,
  merge,
  NEVER,
  type Observable,
  type ObservableInput,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { retryOnNetwork, throwOnErrorEvent } from '../../../operators/index.js';
import { fetchTransport, isEvent, isSafeToRetry, type StreamEvent } from '../../../src/index.js';
import type { Answer, App, HeaderFields, Row } from '../row.js';
import { session } from '../session.js';
import { content, done, openWith, sse, streaming } from './wire.js';

const json: HeaderFields = { 'content-type': 'application/json' };

const refusing =
  (status: number, body: unknown = {}, headers: HeaderFields = {}): Answer =>
  ({ respond }) =>
    respond(status, { ...json, ...headers }, JSON.stringify(body));

const hello = streaming(content('Hello') + done);
/** Answers the first request in another way than those after it. */
const first =
  (answer: Answer): Answer =>
  (connection, post) =>
    (post === 0 ? answer : hello)(connection, post);

const apiError = { name: 'StreamingApiError', code: 'HTTP_STATUS', phase: 'headers' };
const errorBody = { ...apiError, code: 'ERROR_BODY' };
const notAStream = {
  name: 'StreamingFormatError',
  code: 'UNEXPECTED_CONTENT_TYPE',
  phase: 'headers',
  retryable: false,
};

/** Sends one request, and retries it at once. */
const retrying = ({ send }: App) => send().pipe(retryOnNetwork({ delay: 1 }));
const retryingStrictly = ({ send }: App) =>
  send().pipe(retryOnNetwork({ delay: 1, shouldRetry: isSafeToRetry }));
/** Retries after the wait that the server asks for; its own wait would outlast the row. */
const longWait = { delay: 60_000, jitter: 0 };
const obeying = ({ send }: App) => send().pipe(retryOnNetwork(longWait));
/** Ends `ms` after the refusal, when a wait that is too short would be over. */
const obeyingForAWhile =
  (ms: number, options: Parameters<typeof retryOnNetwork>[0]) =>
  ({ send }: App) => {
    const refused = new Subject<void>();
    return send().pipe(
      tap({ error: () => refused.next() }),
      retryOnNetwork(options),
      takeUntil(refused.pipe(delay(ms))),
    );
  };

const refusals: readonly Row[] = [
  { status: 400, body: { message: 'No', code: 'X' } },
  { status: 403, body: { error: { message: 'No', code: 'X' } } },
  { status: 404, body: { error: 'No', code: 'X' } },
  { status: 413, body: { detail: 'No', code: 'X' } },
  { status: 422, body: { detail: [{ msg: 'No', loc: ['body'] }], code: 'X' } },
].map(({ status, body }) => ({
  id: 'H1',
  title: `${status} with ${JSON.stringify(body)} is not retried`,
  answer: refusing(status, body),
  run: retrying,
  expected: {
    end: { ...apiError, status, message: 'No', serverCode: 'X', retryable: false, attempt: 1 },
  },
}));

/** Refuses every token but a fresh one, which it sends back. */
const asksForFresh: Answer = (connection, post) => {
  const { authorization = '' } = connection.request.headers;
  const answer = authorization.startsWith('Bearer fresh')
    ? streaming(content(authorization) + done)
    : refusing(401, { message: `Refused ${post}` });
  return answer(connection, post);
};

/** Makes calls of one session, whose refreshes give tokens with a number each. */
const calling =
  (
    refresh: (token: string) => ObservableInput<string>,
    make: (call$: Observable<StreamEvent>) => Observable<StreamEvent> = identity,
    limit?: number,
  ) =>
  ({ send }: App) => {
    let refreshes = 0;
    const { accessToken, refreshAt401 } = session(
      'expired',
      () => refresh(`fresh ${++refreshes}`),
      limit,
    );
    // Without the signal: Node warns when there are many listeners on one.
    const call$ = send({ signal: undefined }, { accessToken });
    return make(call$.pipe(throwOnErrorEvent(), refreshAt401));
  };
const atOnce = (calls: number) => (call$: Observable<StreamEvent>) =>
  merge(...Array.from({ length: calls }, () => call$)).pipe(filter(isEvent('content')));
const soon = (token: string) => timer(20).pipe(map(() => token));

const unauthorised: readonly Row[] = [
  {
    id: 'H2',
    title: 'a 401 is followed by one refresh and one more request',
    answer: asksForFresh,
    run: calling(soon),
    expected: { text: 'Bearer fresh 1', end: 'done', posts: 2 },
  },
  {
    id: 'H2',
    title: 'an error event with status 401 in the middle of the answer is not retried',
    answer: (connection) => {
      openWith('Hello')(connection);
      connection.send(sse('error', { message: 'Expired', status: 401 }));
    },
    run: calling(soon),
    expected: { text: 'Hello', end: { ...apiError, code: 'ERROR_EVENT', phase: 'streaming' } },
  },
  {
    id: 'H3',
    title: 'the fresh token gets a 401 too',
    answer: (connection, post) => refusing(401, { message: `Refused ${post}` })(connection, post),
    run: calling(soon),
    expected: { end: { ...apiError, status: 401, message: 'Refused 1' }, posts: 2 },
  },
  {
    id: 'H4',
    title: 'a hundred requests get a 401 at once: one refresh serves them all',
    answer: asksForFresh,
    run: calling(soon, atOnce(100)),
    expected: {
      text: Array.from({ length: 100 }, () => 'Bearer fresh 1'),
      end: 'complete',
      posts: 200,
    },
  },
  {
    id: 'H4',
    title: 'a refresh goes on when the call that started it is stopped',
    answer: asksForFresh,
    run: (app) => {
      const begun = new Subject<void>();
      const finished = new Subject<void>();
      return calling(
        (token) =>
          timer(20).pipe(
            map(() => token),
            tap({ subscribe: () => begun.next(), next: () => finished.next() }),
          ),
        (call$) =>
          merge(
            call$.pipe(takeUntil(begun.pipe(delay(0)))),
            finished.pipe(
              take(1),
              delay(0),
              switchMap(() => call$),
            ),
          ),
      )(app);
    },
    expected: { text: 'Bearer fresh 1', end: 'done', posts: 2 },
  },
  {
    id: 'H5',
    title: 'a 401 for the old token comes after the refresh: no second refresh',
    answer: async (connection, post, app) => {
      // The other call has had its answer, and so has the refresh.
      if (post === 1) await app.delivered(1);
      await asksForFresh(connection, post);
    },
    run: calling(soon, atOnce(2)),
    expected: { text: ['Bearer fresh 1', 'Bearer fresh 1'], end: 'complete', posts: 4 },
  },
  ...[
    { how: 'fails', refresh: () => throwError(() => new Error('no session')) },
    { how: 'hangs', refresh: () => NEVER },
    { how: 'gives nothing', refresh: () => EMPTY },
  ].map(({ how, refresh }): Row => ({
    id: 'H6',
    title: `the call ends with the original 401 when the refresh ${how}`,
    answer: asksForFresh,
    run: calling(refresh, identity, 60),
    expected: { end: { ...apiError, status: 401, message: 'Refused 0' } },
  })),
];

const newYear = (second: number) => `Thu, 01 Jan 2099 00:00:0${second} GMT`;

const retryAfter: readonly Row[] = [
  ...[
    { headers: { 'retry-after': 2 }, ms: 2000 },
    { headers: { 'retry-after': '2.5' }, ms: 2500 },
    { headers: { date: newYear(0), 'retry-after': newYear(2) }, ms: 2000 },
    { headers: { date: newYear(2), 'retry-after': newYear(0) }, ms: 0 },
    { headers: { 'retry-after-ms': 0, 'retry-after': 60 }, ms: 0 },
  ].map(({ headers, ms }): Row => ({
    id: 'H7',
    title: `429 with ${JSON.stringify(headers)} reports the wait`,
    answer: refusing(429, {}, headers),
    expected: { end: { ...apiError, status: 429, retryAfterMs: ms, retryable: true } },
  })),
  ...[{ 'retry-after': '0.1' }, { 'retry-after-ms': 0, 'retry-after': 50 }].map((headers): Row => ({
    id: 'H7',
    title: `429 with ${JSON.stringify(headers)} is retried after that`,
    answer: first(refusing(429, {}, headers)),
    run: obeying,
    expected: { text: 'Hello', end: 'done', posts: 2 },
  })),
  {
    id: 'H7',
    title: '429 with Retry-After: 2 is not retried before that',
    answer: first(refusing(429, {}, { 'retry-after': 2 })),
    run: obeyingForAWhile(1000, { delay: 0 }),
    expected: { end: 'complete' },
  },
  ...[
    { headers: { 'retry-after': 90 }, ms: 90_000 },
    { headers: { 'retry-after-ms': 60_001 }, ms: 60_001 },
  ].map(({ headers, ms }): Row => ({
    id: 'H8',
    title: `429 with ${JSON.stringify(headers)} is not retried`,
    answer: refusing(429, {}, headers),
    run: retrying,
    expected: { end: { ...apiError, status: 429, retryAfterMs: ms, attempt: 1 } },
  })),
  ...['-5', 'abc', '', '1e400', '9'.repeat(400), 'Infinity', '2 s'].flatMap((wait): Row[] => [
    {
      id: 'H9',
      title: `429 with Retry-After: ${wait.slice(0, 9)} is retried after our own wait`,
      answer: first(refusing(429, {}, { 'retry-after': wait })),
      run: retrying,
      expected: { text: 'Hello', end: 'done', posts: 2 },
    },
    {
      id: 'H9',
      title: `429 with Retry-After: ${wait.slice(0, 9)} is not retried before that`,
      answer: first(refusing(429, {}, { 'retry-after': wait })),
      run: obeyingForAWhile(250, longWait),
      expected: { end: 'complete' },
    },
  ]),
  ...['9999999999', 'Thu, 31 Dec 2099 23:59:59 GMT'].map((wait): Row => ({
    id: 'H9',
    title: `429 with Retry-After: ${wait} is not retried`,
    answer: refusing(429, {}, { 'retry-after': wait }),
    run: retrying,
    expected: { end: { ...apiError, status: 429, attempt: 1 } },
  })),
  ...['insufficient_quota', 'billing_hard_limit_reached'].map((code): Row => ({
    id: 'H10',
    title: `429 with the code ${code} is not retried`,
    answer: refusing(429, { error: { message: 'Used up', code } }, { 'retry-after': 0 }),
    run: retrying,
    expected: { end: { ...apiError, message: 'Used up', serverCode: code, retryable: false } },
  })),
];

const page = '<!doctype html><title>Bad Gateway</title>';
const html: HeaderFields = { 'content-type': 'text/html' };

/** A refusal whose body has begun. */
const beginning =
  (body: string, headers: HeaderFields = {}): Answer =>
  (connection) => {
    connection.head(500, { ...json, 'content-length': 1000, ...headers });
    connection.write(body);
  };
const impatient = ({ send }: App) => send({ readTimeout: 100 });
const failed = { ...apiError, status: 500, message: 'HTTP 500', retryable: true };

const failures: readonly Row[] = [
  ...[500, 502, 503, 504, 529].flatMap((status): Row[] => {
    const answer: Answer = ({ respond }) => respond(status, html, page);
    return [
      {
        id: 'H11',
        title: `${status} with a web page`,
        answer,
        expected: { end: { ...failed, status, message: `HTTP ${status}` } },
      },
      {
        id: 'H11',
        title: `${status} is retried`,
        answer: first(answer),
        run: retrying,
        expected: { text: 'Hello', end: 'done', posts: 2 },
      },
    ];
  }),
  ...[425, 429, 503, 529].map((status): Row => ({
    id: 'H11',
    title: `${status} is retried by the strict rule`,
    answer: first(refusing(status)),
    run: retryingStrictly,
    expected: { text: 'Hello', end: 'done', posts: 2 },
  })),
  ...[408, 500, 502, 504].map((status): Row => ({
    id: 'H11',
    title: `${status} is not retried by the strict rule, since the model may have worked`,
    answer: first(refusing(status)),
    run: retryingStrictly,
    expected: { end: { ...apiError, status, retryable: true, attempt: 1 } },
  })),
  {
    id: 'H12',
    title: '503 with x-should-retry: false is not retried',
    answer: refusing(503, {}, { 'x-should-retry': 'false' }),
    run: retrying,
    expected: { end: { ...apiError, status: 503, retryable: false } },
  },
  {
    id: 'H12',
    title: '409 with x-should-retry: true is retried',
    answer: first(refusing(409, {}, { 'x-should-retry': 'true' })),
    run: retrying,
    expected: { text: 'Hello', end: 'done', posts: 2 },
  },
  {
    id: 'H13',
    title: 'the body of a refusal stalls',
    answer: beginning('{"message":"No'),
    run: impatient,
    expected: { end: failed },
  },
  {
    id: 'H13',
    title: 'the body of a refusal comes byte by byte and never ends',
    answer: async (connection) => {
      beginning('')(connection, 0);
      for (let i = 0; i < 100; i++) {
        await connection.wait(20);
        connection.write(' ');
      }
    },
    run: impatient,
    expected: { end: failed },
  },
  {
    id: 'H13',
    title: 'the body of a refusal has 50 MB',
    answer: (connection) => {
      const size = 2 ** 20;
      beginning('', { 'content-type': 'text/plain', 'content-length': 50 * size })(connection, 0);
      for (let i = 0; i < 50; i++) connection.write('x'.repeat(size));
    },
    expected: { end: { ...failed, message: 'x'.repeat(2000) } },
  },
  {
    id: 'H13',
    title: 'the body of a refusal is invalid JSON',
    answer: ({ respond }) => respond(500, json, '{"message":"No",}'),
    expected: { end: failed },
  },
  {
    id: 'H13',
    title: 'the body of a refusal breaks off',
    answer: (connection) => {
      beginning('{"message":"No')(connection, 0);
      connection.fin();
    },
    expected: { end: failed },
  },
];

const asJson =
  (body: unknown, type = 'application/json'): Answer =>
  ({ respond }) =>
    respond(200, { 'content-type': type }, JSON.stringify(body));

const labelled =
  (headers: HeaderFields): Answer =>
  (connection) => {
    connection.head(200, { 'transfer-encoding': 'chunked', ...headers });
    connection.send(content('漢') + done);
    connection.end();
  };

const expectedError = { ...errorBody, message: 'No such model', serverCode: 'MODEL' };
const serverError = { message: 'No such model', code: 'MODEL' };

const notStreams: readonly Row[] = [
  ...['application/json', 'Application/JSON; charset=utf-8', 'application/problem+json'].map(
    (type): Row => ({
      id: 'H14',
      title: `an error sent as ${type} with status 200`,
      answer: asJson({ error: serverError }, type),
      run: retrying,
      expected: { end: { ...expectedError, retryable: false } },
    }),
  ),
  {
    id: 'H14',
    title: 'a JSON error with status 200 is retried when the status inside allows it',
    answer: first(asJson({ error: { ...serverError, status: 503 } })),
    run: retrying,
    expected: { text: 'Hello', end: 'done', posts: 2 },
  },
  {
    id: 'H15',
    title: 'a complete JSON answer instead of a stream',
    answer: asJson({ choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] }),
    expected: {
      end: {
        ...notAStream,
        message: 'Expected a stream, got application/json: a whole JSON answer',
      },
    },
  },
  {
    id: 'H16',
    title: 'a web page of a login or a proxy',
    answer: ({ respond }) => respond(200, html, page),
    expected: {
      end: {
        ...notAStream,
        message: 'Expected a stream, got text/html: a web page, perhaps of a login or a proxy',
      },
    },
  },
  {
    id: 'H16',
    title: 'plain text',
    answer: ({ respond }) => respond(200, { 'content-type': 'text/plain' }, 'Hello'),
    expected: {
      end: { ...notAStream, message: 'Expected a stream, got text/plain: not a chat answer' },
    },
  },
  {
    id: 'H17',
    title: 'a stream without a content type',
    answer: labelled({}),
    expected: { text: '漢', end: 'done' },
  },
  ...[
    'text/event-stream; charset=utf-8',
    'text/event-stream;charset=ISO-8859-1',
    'TEXT/EVENT-STREAM',
    'text/event-stream;',
    'text/event-stream ; x="y"',
  ].map((type): Row => ({
    id: 'H18',
    title: `a stream as ${type}`,
    answer: labelled({ 'content-type': type }),
    expected: { text: '漢', end: 'done' },
  })),
  ...[
    { what: 'a JSON error', body: JSON.stringify({ error: serverError }), end: expectedError },
    {
      what: 'a JSON error in the first line',
      body: `\n ${JSON.stringify({ error: serverError })}\n{"trace":1}\n`,
      end: expectedError,
    },
    {
      what: 'a JSON error of many lines',
      body: JSON.stringify({ error: serverError }, null, 2),
      end: expectedError,
    },
    {
      what: 'JSON that is not an error',
      body: '{"choices":[]}\n',
      end: { ...notAStream, code: 'BAD_EVENT' },
    },
    { what: 'a JSON list', body: '[1,2]', end: { ...notAStream, code: 'BAD_EVENT' } },
    { what: 'a web page', body: page, end: notAStream },
  ].map(({ what, body, end }): Row => ({
    id: 'H19',
    title: `a body labelled as an event stream: ${what}`,
    answer: streaming(body),
    expected: { end },
  })),
  ...[202, 204, 205].map((status): Row => ({
    id: 'H20',
    title: `${status} without a body`,
    answer: ({ respond }) => respond(status, {}, ''),
    expected: { end: notAStream },
  })),
];

/** Redirects to the same path of the same server, across origins by another name of its host. */
const redirecting =
  (status: number, isCrossOrigin = false): Answer =>
  (connection) => {
    const { host = '' } = connection.request.headers;
    const name = isCrossOrigin ? host.replace('127.0.0.1', 'localhost') : host;
    connection.respond(status, { location: `http://${name}/api/chat/stream` }, '');
  };
const noAnswer = { name: 'StreamingNetworkError', code: 'CONNECT_FAILED', phase: 'sent' };

const redirects: readonly Row[] = [
  ...[301, 302, 303, 307, 308].flatMap((status) =>
    [false, true].map((isCrossOrigin): Row => ({
      id: 'H21',
      title:
        `a redirect ${status} to ${isCrossOrigin ? 'another' : 'the same'} origin ` +
        'is not followed',
      answer: first(redirecting(status, isCrossOrigin)),
      expected: { end: noAnswer },
    })),
  ),
  {
    id: 'H21',
    title: 'a redirect 307 is followed with redirect: "follow"',
    answer: first(redirecting(307)),
    run: ({ send }) => send({ transport: fetchTransport({ redirect: 'follow' }) }),
    expected: { text: 'Hello', end: 'done', posts: 2 },
  },
  {
    id: 'H22',
    title: 'CORS forbids our origin to read the answer',
    answer: (connection) => {
      connection.open({ 'access-control-allow-origin': 'https://other.example' });
      connection.send(content('Hello') + done);
      connection.end();
    },
    expected: { end: noAnswer },
    only: { runtime: 'browser', because: 'Node has no origin' },
  },
];

export const httpRows: readonly Row[] = [
  ...refusals,
  ...unauthorised,
  ...retryAfter,
  ...failures,
  ...notStreams,
  ...redirects,
];
