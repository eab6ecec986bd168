import { expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { inspect } from 'node:util';
import { catchError, concat, defer, lastValueFrom, type Observable, of, throwError } from 'rxjs';
import {
  accumulateReply,
  errorAsEvent,
  retryOnNetwork,
  throwOnErrorEvent,
  timeoutBetweenChunks,
} from '../../operators/index.js';
import {
  type AnyStreamingError,
  type ChatProtocol,
  fetchTransport,
  sendStreamingChat,
  type StreamingChatConfig,
  type StreamingChatRequest,
  streamingChatProtocol,
} from '../../src/index.js';
import { request as leastRequest, sse } from '../helpers/samples.js';
import { startFaultServer } from './faultServer.js';
import type { Answer, HeaderFields } from './row.js';

// Every secret has a word of its own, so that a failure names the one that leaked, in whatever
// form.
const accessToken = 'SECRET-token.a/b+c==';
const headers = {
  Cookie: 'theme=dark; sid=SECRET-cookie%20x; prefs="SECRET-quoted"',
  'X-Api-Key': 'SECRET-key/+==',
  'X-Signature': 'keyId="SECRET-signer", signature="SECRET-signed"',
  'Proxy-Authorization': `Basic ${btoa('alice:SECRET-basic')}`,
};
const query = '?key=SECRET-parameter%2Fa%2Bb';
const prompts = {
  message: 'Où est <SECRET-message>?\n\tIt\'s "there" & C:\\here',
  systemPrompt: 'You are\t"SECRET-system".\n',
  history: [
    { role: 'user', content: '  Wer ist "SECRET-turn"?\r\n\r\n' },
    { role: 'assistant', content: 'SECRET-answer' },
  ],
} satisfies Partial<StreamingChatRequest>;

const everySecret = [
  accessToken,
  `Bearer ${accessToken}`,
  ...Object.values(headers),
  'SECRET-cookie%20x',
  query,
  'SECRET-parameter%2Fa%2Bb',
  'SECRET-parameter/a+b',
  prompts.message,
  prompts.systemPrompt,
  ...prompts.history.map(({ content }) => content),
];
const echo = `You sent ${everySecret.join(' ; ')}.`;
// A header has one line, of bytes.
const headerEcho = everySecret
  .map((secret) => secret.replace(/\s+/g, ' '))
  .filter((secret) => !/[^\x20-\x7e]/.test(secret))
  .join(' ; ');
/** Parts that a server may take from the headers. */
const parts = ['SECRET-quoted', 'SECRET-signed', 'SECRET-basic'];
const rawChunk = 'SECRET-chunk';

const protocol = streamingChatProtocol({
  events: { meta: t.record(t.string, t.number), list: t.array(t.type({ url: t.string })) },
});

type Config = Partial<
  StreamingChatConfig<typeof protocol extends ChatProtocol<infer E> ? E : never>
>;

/** A prompt that looks like the stack of an error. */
const trace =
  'Explain:\nError: no\n    at SECRET-frame (/app/a.js:1:2)\n    at async b (/app/b.js:3:4)';

interface Case {
  readonly title: string;
  /** @defaultValue never answers */
  readonly answer?: Answer;
  readonly config?: (controller: AbortController) => Config;
  readonly request?: Partial<StreamingChatRequest>;
}

const refusing =
  (body: string, more: HeaderFields = {}, status = 429): Answer =>
  ({ respond }) =>
    respond(status, { 'content-type': 'application/json', ...more }, body);

const answering = (title: string, answer: Answer): Case => ({ title, answer });
const configured = (title: string, config: Config): Case => ({
  title,
  config: () => config,
});

/** The bodies of errors in all shapes that servers use, all with the same text. */
const errorBodies = (text: string): readonly string[] =>
  [
    { message: text, code: text },
    { error: text, code: text },
    { error: { message: text, code: text, type: text }, status: 429 },
    { detail: text },
    { detail: [{ msg: text }, text] },
    text,
  ].map((shape) => JSON.stringify(shape));

const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Ways in which a server encodes a text that it echoes. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
  'as it was': (text) => text,
  'as JSON': (text) => JSON.stringify({ text }),
  'as JSON of JSON': (text) => JSON.stringify({ body: JSON.stringify({ text }) }),
  'as JSON in ASCII': (text) =>
    JSON.stringify(text).replace(
      /[^ -~]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  'as JSON with escaped slashes': (text) => JSON.stringify(text).replaceAll('/', '\\/'),
  'percent-encoded': encodeURIComponent,
  'as a form': (text) => new URLSearchParams({ text }).toString(),
  'as markup': escapeMarkup,
  'as an inspected object': (text) => inspect({ text }, { breakLength: Infinity }),
  'with other white space': (text) => text.replace(/\s/g, '\r\n\u00a0 '),
};

/** What platforms and clients throw, with all that they know of the request. */
const failures: Readonly<Record<string, () => unknown>> = {
  'an Error': () => new Error(echo),
  'an Error with causes': () =>
    new TypeError(echo, { cause: new Error(echo, { cause: { message: echo, headers } }) }),
  'an Error with a code and fields': () =>
    Object.assign(new Error('failed'), {
      name: echo,
      code: echo,
      config: { headers, data: prompts },
      request: { headers },
      response: { data: echo },
      socket: { written: echo },
      data: echo,
      toJSON: () => ({ echo }),
      [Symbol('request')]: echo,
      [inspect.custom]: () => echo,
    }),
  'an Error with hidden fields': () =>
    Object.defineProperties(new Error('failed'), {
      headers: { value: headers },
      body: { get: () => echo },
    }),
  'an Error with a stack of its own': () =>
    Object.assign(new Error('failed'), {
      stack: `Error: ${echo}\n    at ${headerEcho} (${headerEcho}:1:1)`,
    }),
  'an AggregateError': () => new AggregateError([new Error(echo)], echo),
  'a DOMException': () => new DOMException(echo, 'NetworkError'),
  'an object with a message': () => ({ message: echo, code: echo, name: echo, headers }),
  'an object': () => ({ headers, toString: () => echo }),
  'a string': () => echo,
  'a function': () => () => 'SECRET-token.a/b+c==',
};
const failing = (title: string, fail: (reason: unknown) => Config) =>
  Object.entries(failures).map(([what, reason]) => configured(`${title} ${what}`, fail(reason())));

const event = (name: string, data: string): string => `event: ${name}\ndata: ${data}\n\n`;
/** Secrets wherever an event stream has room before its first known event. */
const preamble = [
  `: ${headerEcho}`,
  '',
  `id: ${headerEcho}`,
  `event: ${headerEcho}`,
  `data: ${headerEcho}`,
  '\n',
].join('\n');
const openThen =
  (body: string, then: (connection: Parameters<Answer>[0]) => void = () => {}): Answer =>
  (connection) => {
    connection.open();
    connection.send(preamble + body);
    then(connection);
  };

// These two come from transports and operators, whose own tests look for secrets.
type CodeOfCall = Exclude<AnyStreamingError['code'], 'SOCKET_CLOSED' | 'BAD_OUTPUT'>;

const cases: Readonly<Record<CodeOfCall, readonly Case[]>> = {
  HTTP_STATUS: [
    ...errorBodies(echo).map((body, index) => answering(`JSON of shape ${index}`, refusing(body))),
    ...Object.entries(encodings).map(([how, encode]) =>
      answering(`words, ${how}`, refusing(`Got ${encode(echo)}`)),
    ),
    answering(
      'headers',
      refusing('', {
        'content-type': headerEcho,
        'retry-after': headerEcho,
        'x-request-id': headerEcho,
      }),
    ),
    answering('request-id', refusing('', { 'request-id': headerEcho })),
    answering('a reason phrase', ({ write }) =>
      write(`HTTP/1.1 429 ${headerEcho}\r\ncontent-length: 0\r\n\r\n`),
    ),
    answering('words cut in the token', (connection) => {
      const before = `${' '.repeat(2 ** 16 - accessToken.length)}x`;
      refusing(before + accessToken)(connection, 0);
    }),
    {
      ...answering('words that stop in the token', (connection) => {
        connection.head(429, { 'content-type': 'text/plain', 'content-length': 1000 });
        connection.write(`Unknown: ${accessToken.slice(0, -1)}`);
      }),
      config: () => ({ readTimeout: 50 }),
    },
    ...parts.map((part) => answering(`words with a part, ${part}`, refusing(`Unknown: ${part}`))),
  ],
  // The last is a string, which may be an answer.
  ERROR_BODY: errorBodies(echo)
    .slice(0, -1)
    .map((body, index) => answering(`JSON of shape ${index}`, refusing(body, {}, 200))),
  ERROR_EVENT: [
    ...errorBodies(echo).map((body, index) =>
      answering(`JSON of shape ${index}`, openThen(event('error', body))),
    ),
    answering('words', openThen(event('error', echo.replace(/[\r\n]+/g, '\ndata: ')))),
  ],
  CONNECT_FAILED: [
    ...failing('fetch fails with', (reason) => ({
      transport: fetchTransport({ fetch: () => Promise.reject(reason) }),
    })),
    ...failing('a transport throws', (reason) => ({
      transport: () => {
        throw reason;
      },
    })),
    {
      title: 'an Error that quotes the frames in a prompt',
      config: () => ({ transport: () => throwError(() => new Error(`Got ${trace}`)) }),
      request: { systemPrompt: trace },
    },
    configured('an Error that quotes a parameter without a name', {
      baseUrl: 'https://chat.example?SECRET-flag',
      transport: () => throwError(() => new Error('Got SECRET-flag')),
    }),
    answering('an answer that is not HTTP', ({ write }) => write(`HTTP/1.1 ${headerEcho}\r\n\r\n`)),
    answering('a header that is not HTTP', ({ write }) =>
      write(`HTTP/1.1 200 OK\r\n${headerEcho}\r\n\r\n`),
    ),
    answering('a redirect', ({ respond }) => respond(307, { location: `/${headerEcho}` }, '')),
  ],
  CONNECTION_LOST: [
    ...failing('a transport fails in its answer with', (reason) => ({
      transport: () =>
        concat(
          of({ kind: 'open' as const, status: 200 }, { kind: 'data' as const, chunk: preamble }),
          throwError(() => reason),
        ),
    })),
    answering('a body that is not compressed', (connection) => {
      connection.open({ 'content-encoding': 'gzip' });
      connection.send(echo);
    }),
  ],
  STREAM_TRUNCATED: [
    answering(
      'words cut by the end',
      openThen(`event: error\ndata: Unknown: ${accessToken.slice(0, -1)}`, ({ end }) => end()),
    ),
    answering(
      'a chunk that is not one',
      openThen('', ({ write }) => write(`${headerEcho}\r\n`)),
    ),
    answering(
      'half an event',
      openThen(`event: content\ndata: ${headerEcho}`, ({ end }) => end()),
    ),
  ],
  CONNECT: [configured('no answer', { connectionTimeout: 50 })],
  READ_IDLE: [
    {
      ...answering('half an event', openThen(`event: content\ndata: ${headerEcho}`)),
      config: () => ({ readTimeout: 50 }),
    },
  ],
  PROGRESS: [answering('half an event', openThen(`event: content\ndata: ${headerEcho}`))],
  INVALID_REQUEST: [
    { title: 'a token of two lines', request: { accessToken: `${accessToken}\nSECRET-line` } },
    configured('a header of two lines', { headers: { 'x-api-key': 'SECRET-key\nSECRET-line' } }),
    configured('the name of a header', { headers: { 'SECRET-key\n': 'x' } }),
    configured('an idempotency key of two lines', { idempotencyKey: 'SECRET-key\nSECRET-line' }),
    configured('credentials in the URL', { baseUrl: 'https://SECRET-user:SECRET-pass@a.example' }),
    configured('no URL', { baseUrl: `SECRET-key ${accessToken}` }),
    {
      title: 'extra fields that are not JSON',
      request: {
        extraBody: {
          toJSON: () => {
            throw new Error(echo);
          },
        },
      },
    },
    { title: 'a message of nothing', request: { message: ' \n', temperature: 3, topP: -1 } },
  ],
  UNEXPECTED_CONTENT_TYPE: [
    answering('the type itself', refusing('', { 'content-type': `text/x; ${headerEcho}` }, 200)),
    answering('a page', refusing(`<p>${echo}`, { 'content-type': 'text/html' }, 200)),
    answering('JSON', refusing(JSON.stringify({ choices: [echo] }), {}, 200)),
    answering('broken JSON', refusing(`{"${headerEcho}`, {}, 200)),
  ],
  BAD_JSON: ['content', 'reasoning', 'tps', 'usage', 'meta'].map((name) =>
    answering(`${name} of words`, openThen(event(name, `${rawChunk} ${headerEcho}`))),
  ),
  BAD_EVENT: [
    ...['content', 'reasoning', 'tps', 'usage'].flatMap((name) =>
      [[echo], { text: [echo], tps: echo, input_tokens: echo }, echo].map((payload, index) =>
        answering(`${name} of shape ${index}`, openThen(sse(name, payload))),
      ),
    ),
    answering('keys of a record', openThen(sse('meta', { [echo]: 'x' }))),
    answering('other keys of a record', openThen(sse('meta', { [rawChunk]: 'x' }))),
    answering('items of a list', openThen(sse('list', [{ [rawChunk]: echo, url: [echo] }]))),
  ],
  RESPONSE_TOO_LARGE: [
    { ...answering('a body', openThen(echo)), config: () => ({ maxResponseSize: 20 }) },
  ],
  EVENT_TOO_LARGE: [
    {
      ...answering('an event', openThen(`event: content\ndata: ${rawChunk} ${headerEcho}`)),
      config: () => ({ maxEventSize: 20 }),
    },
  ],
  ABORTED: Object.entries(failures).map(([what, reason]) => ({
    title: `with ${what}`,
    config: (controller) => {
      setTimeout(() => controller.abort(reason()), 20);
      return {};
    },
  })),
};

const table = Object.entries(cases).flatMap(([code, list]) =>
  list.map((one) => ({ code, ...one })),
);

/** Every text that a program could get out of a value. */
function* textsOf(value: unknown, seen = new Set<unknown>()): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield String(value);
    return;
  }
  if (seen.has(value)) return;
  seen.add(value);
  if ('toString' in value) yield String(value);
  yield JSON.stringify(value);
  yield inspect(value, { depth: Infinity, showHidden: true, getters: true });
  yield inspect(structuredClone(value), { depth: Infinity, showHidden: true });
  // Members of the prototypes too, except those of Object.prototype.
  for (
    let owner: object = value, next: object | null;
    (next = Object.getPrototypeOf(owner)) !== null;
    owner = next
  ) {
    for (const key of Reflect.ownKeys(owner)) {
      yield String(key);
      yield* textsOf(Reflect.get(owner, key, value), seen);
    }
  }
}

/** The error that ends a stream, or else its last value, which reports one. */
const failureOf = (source: Observable<unknown>): Promise<unknown> =>
  lastValueFrom(source.pipe(catchError((error: unknown) => of(error))));

// Row S3.
it.each(table)('$code by $title leaks no secret', async ({ code, answer, config, request }) => {
  const server = await startFaultServer(answer ?? (() => {}));
  try {
    const call$ = defer(() => {
      const controller = new AbortController();
      return sendStreamingChat(
        { ...leastRequest, accessToken, ...prompts, ...request },
        {
          baseUrl: server.url + query,
          headers,
          protocol,
          signal: controller.signal,
          ...config?.(controller),
        },
      );
    }).pipe(timeoutBetweenChunks(code === 'PROGRESS' ? 50 : 60_000));
    const repeated$ = call$.pipe(throwOnErrorEvent(), retryOnNetwork({ count: 1, delay: 0 }));
    const failures = {
      error: await failureOf(repeated$),
      event: await failureOf(call$.pipe(errorAsEvent())),
      reply: await failureOf(repeated$.pipe(errorAsEvent(), accumulateReply())),
    };

    expect(failures).toMatchObject({
      error: { code },
      event: { type: 'error' },
      reply: { status: 'error' },
    });
    const texts = [...textsOf(failures)].join('\n');
    expect(new Set(texts.match(/SECRET-\w+/gi))).toEqual(new Set());
  } finally {
    await server.stop();
  }
});
