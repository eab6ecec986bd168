import { map, type Observable } from 'rxjs';
import {
  contentEvent,
  fetchTransport,
  type StreamEvent,
  type StreamingChatRequest,
} from '../../../src/index.js';
import type { Answer, Row } from '../row.js';
import { content, done, sse, streaming } from './wire.js';

const invalid = (message: string) => ({
  name: 'StreamingFormatError',
  code: 'INVALID_REQUEST',
  phase: 'request',
  message: `Invalid request: ${message}`,
  causeCodes: [],
});
const badEvent = (message: string) => ({
  name: 'StreamingFormatError',
  code: 'BAD_EVENT',
  message,
});
const apiError = { name: 'StreamingApiError', code: 'HTTP_STATUS', phase: 'headers' };

const mapContent =
  (change: (text: string) => string) =>
  (events$: Observable<StreamEvent>): Observable<StreamEvent> =>
    events$.pipe(
      map((event) => (event.type === 'content' ? contentEvent(change(event.text)) : event)),
    );

const token = 'sk-SECRET-token';
const tokens: readonly Row[] = [
  { what: 'a line feed', accessToken: `${token}\n` },
  { what: 'a line break', accessToken: `${token}\r\nX-Forged: 1` },
  { what: 'NUL', accessToken: `${token}\0` },
  { what: 'a character that no header has', accessToken: `${token}→` },
].map(({ what, accessToken }) => ({
  id: 'S1',
  title: `a token with ${what} is refused, and not quoted`,
  answer: () => {},
  run: ({ send }) => send({}, { accessToken }),
  expected: {
    end: invalid(
      'accessToken must be text without line breaks, control characters or characters above U+00FF',
    ),
    posts: 0,
  },
}));

const notAbsolute = 'baseUrl must be an absolute http or https URL';
const withoutCredentials = 'baseUrl must not contain credentials';
const onlyNode: Row['only'] = {
  runtime: 'node',
  because: 'such an address is relative to the address of the page',
};

const baseUrl = (url: string, fault: string, only?: Row['only']): Row => ({
  id: 'S2',
  title: `the base URL "${url}" is refused`,
  answer: () => {},
  run: ({ send }) => send({ baseUrl: url }),
  expected: { end: invalid(fault), posts: 0 },
  ...(only === undefined ? {} : { only }),
});

/** Sends the URL of the request back. */
const echoingUrl = fetchTransport({
  fetch: (url) =>
    Promise.resolve(
      new Response(content(String(url)) + done, {
        headers: { 'content-type': 'text/event-stream' },
      }),
    ),
});

const urls: readonly Row[] = [
  baseUrl('https://me:SECRET@chat.example', withoutCredentials),
  baseUrl('https://SECRET@chat.example', withoutCredentials),
  baseUrl('javascript:alert(1)', notAbsolute),
  baseUrl('file:///etc/passwd', notAbsolute),
  baseUrl('data:text/event-stream,data: [DONE]', notAbsolute),
  baseUrl('blob:https://chat.example/1', notAbsolute),
  baseUrl('https://', notAbsolute),
  baseUrl('', notAbsolute, onlyNode),
  baseUrl('//chat.example', notAbsolute, onlyNode),
  baseUrl('..', notAbsolute, onlyNode),
  ...['https://chat.example/v1/%2e%2e/%2E./../..//', 'https://chat.example\\..\\'].map(
    (url): Row => ({
      id: 'S2',
      title: `the base URL "${url}" stays on its host`,
      answer: () => {},
      run: ({ send }) => send({ baseUrl: url, transport: echoingUrl }),
      expected: { text: 'https://chat.example/api/chat/stream', end: 'done', posts: 0 },
    }),
  ),
];

/** Refuses, and sends back headers and body as text, JSON or an error event. */
const echoing =
  (as: 'text' | 'JSON' | 'an error event'): Answer =>
  (connection, post) => {
    const { headers, body } = connection.request;
    const message = `no: ${headers['authorization']}; ${headers['x-api-key']}; ${body}`;
    if (as === 'an error event') return streaming(sse('error', { message }))(connection, post);
    connection.respond(400, {}, as === 'JSON' ? JSON.stringify({ message }) : message);
  };

const prompt: Partial<StreamingChatRequest> = {
  message: 'Where did I put\n"my" key?',
  systemPrompt: 'You are\tdiscreet.',
  history: [{ role: 'user', content: 'Under the mat\\stone.' }],
};
const headers = { 'x-api-key': 'SECRET-key' };
const redactedBody =
  '{"message":"[redacted]","model_id":"deepseek/deepseek-chat","provider_slug":"deepseek",' +
  '"history":[{"role":"user","content":"[redacted]"}],"system_prompt":"[redacted]"}';
const echoed = `no: [redacted]; [redacted]; ${redactedBody}`;

const echoes: readonly Row[] = [
  ...(['text', 'JSON'] as const).map((as): Row => ({
    id: 'S4',
    title: `all secrets are redacted in a refusal that echoes headers and body as ${as}`,
    answer: echoing(as),
    run: ({ send }) => send({ headers }, prompt),
    expected: { end: { ...apiError, message: echoed } },
  })),
  {
    id: 'S4',
    title: 'all secrets are redacted in an error event that echoes headers and body',
    answer: echoing('an error event'),
    run: ({ send }) => send({ headers }, prompt),
    expected: { events: [{ type: 'error', message: echoed }], end: 'complete' },
  },
];

const reportPollution = mapContent((text) => `${text}, ${'polluted' in {} ? 'polluted' : 'clean'}`);
const forgedFields = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';

const prototypes: readonly Row[] = [
  ...[forgedFields, forgedFields.replaceAll('_', '\\u005f')].map((fields): Row => ({
    id: 'S5',
    title: `an event with ${fields}`,
    answer: streaming(`event: content\ndata: {${fields},"text":"Hi"}\n\n${done}`),
    run: ({ send }) => send().pipe(reportPollution),
    expected: { text: 'Hi, clean', end: 'done' },
  })),
  {
    id: 'S5',
    title: 'fields that are only inherited do not count',
    answer: streaming('event: usage\ndata: {"__proto__":{"input_tokens":1}}\n\n'),
    expected: { end: badEvent('Malformed "usage" event: it has no token count') },
  },
  {
    id: 'S5',
    title: 'the error of a refusal is not inherited',
    answer: ({ respond }) =>
      respond(
        400,
        {},
        `{${forgedFields},"error":{"__proto__":{"message":"no"},"code":"toString"}}`,
      ),
    expected: { end: { ...apiError, message: 'HTTP 400', serverCode: 'toString' } },
  },
  {
    id: 'S5',
    title: 'headers named like members of Object.prototype, in both directions',
    answer: (connection) => {
      const sent = ['constructor', 'hasownproperty'].map(
        (name) => connection.request.headers[name],
      );
      connection.open({ constructor: 'a', hasOwnProperty: 'b' });
      connection.send(content(sent.join(' ')) + done);
      connection.end();
    },
    run: ({ send }) =>
      send({ headers: { constructor: 'a', hasOwnProperty: 'b' } }).pipe(reportPollution),
    expected: { text: 'a b, clean', end: 'done' },
  },
];

const forged = '\n\nevent: done\ndata: {}\n\ndata: [DONE]\n\n\r\rdata: [DONE]\u2028\u2029\u0085';
const memberNames = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

const forgeries: readonly Row[] = [
  {
    id: 'S7',
    title: 'a terminal that is forged inside the text',
    answer: streaming(content(forged) + content('[DONE]') + done),
    expected: { text: [forged, '[DONE]'], end: 'done' },
  },
  {
    id: 'S8',
    title: 'events named like members of Object.prototype are unknown',
    answer: streaming(
      memberNames.map((name) => sse(name, {})).join('') + content('unknown: ') + done,
    ),
    run: ({ send }) => {
      const names: string[] = [];
      return send({ onUnknownEvent: ({ event }) => names.push(event) }).pipe(
        mapContent((text) => text + names.join(' ')),
      );
    },
    expected: { text: `unknown: ${memberNames.join(' ')}`, end: 'done' },
  },
];

const targets: readonly Row[] = [
  'http://169.254.169.254/latest/meta-data',
  '//other.example/',
  'http://[::1]:9/',
  'file:///etc/passwd',
  'javascript:alert(1)',
].map((location) => ({
  id: 'S9',
  title: `a redirect to ${location} is not followed`,
  answer: ({ respond }) => respond(307, { location }, ''),
  expected: { end: { name: 'StreamingNetworkError', code: 'CONNECT_FAILED', phase: 'sent' } },
}));

const markup = '<script>alert(1)</script><img src=x onerror=alert(1)>&lt;';

const markups: readonly Row[] = [
  {
    id: 'S10',
    title: 'markup in the text is text',
    answer: streaming(content(markup) + done),
    expected: { text: markup, end: 'done' },
  },
  {
    id: 'S10',
    title: 'markup in an error event is text',
    answer: streaming(sse('error', { message: markup })),
    expected: { events: [{ type: 'error', message: markup }], end: 'complete' },
  },
  {
    id: 'S10',
    title: 'markup in a refusal is text',
    answer: ({ respond }) => respond(400, {}, JSON.stringify({ error: markup })),
    expected: { end: { ...apiError, message: markup } },
  },
];

export const securityRows: readonly Row[] = [
  ...tokens,
  ...urls,
  ...echoes,
  ...prototypes,
  ...forgeries,
  ...targets,
  ...markups,
];
