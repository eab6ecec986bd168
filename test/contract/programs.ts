import { request, sse } from '../helpers/samples.js';

const body = [
  sse('content', { text: '<think>A greeting.</think>Hel' }),
  sse('content', { text: 'lo' }),
  sse('usage', { input_tokens: 10, output_tokens: 5 }),
  sse('done', {}),
].join('');

/** How a program loads the package, as ECMAScript modules and as CommonJS. */
export const loading = {
  mjs: `
    import * as rxjs from 'rxjs';
    import * as chat from 'rxjs-chat-stream';
    import * as operators from 'rxjs-chat-stream/operators';
  `,
  cjs: `
    const rxjs = require('rxjs');
    const chat = require('rxjs-chat-stream');
    const operators = require('rxjs-chat-stream/operators');
  `,
};

/** A whole call through both entries; leaves a promise of its events, as JSON, in `result`. */
export const wholeCall = `
  const transport = chat.fetchTransport({
    fetch: async () =>
      new Response(${JSON.stringify(body)}, { headers: { 'content-type': 'text/event-stream' } }),
  });
  const answer = chat
    .sendStreamingChat(${JSON.stringify(request)}, {
      baseUrl: 'https://chat.example',
      idempotencyKey: true,
      transport,
    })
    .pipe(operators.retryOnNetwork(), operators.splitReasoning(), rxjs.toArray());
  const result = rxjs.firstValueFrom(answer).then(JSON.stringify);
`;

/** The events of {@link wholeCall}. */
export const wholeCallEvents = [
  { type: 'reasoning', text: 'A greeting.' },
  { type: 'content', text: 'Hel' },
  { type: 'content', text: 'lo' },
  { type: 'usage', usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 } },
  { type: 'done' },
];

const failure = `
  const failure = (source) =>
    rxjs.firstValueFrom(source).then(() => 'no error', (error) => error);
`;

/**
 * Whether the two entries share their error classes; leaves a promise of the answers, as JSON, in
 * `result`.
 */
export const sharedClasses = `
  ${failure}
  const lost = new chat.StreamingNetworkError('Lost', { code: 'CONNECTION_LOST', phase: 'sent' });
  const result = Promise.all([
    failure(rxjs.of(chat.errorEvent('Busy')).pipe(operators.throwOnErrorEvent())),
    failure(rxjs.NEVER.pipe(operators.timeoutBetweenChunks(1))),
    failure(rxjs.throwError(() => lost).pipe(operators.retryOnNetwork({ count: 1, delay: 0 }))),
    failure(rxjs.throwError(() => lost).pipe(operators.errorAsEvent())),
  ]).then(([thrown, late, repeated, event]) =>
    JSON.stringify({
      thrown: thrown instanceof chat.StreamingApiError,
      late: late instanceof chat.StreamingTimeoutError,
      repeated: repeated instanceof chat.StreamingNetworkError && repeated.attempt === 2,
      recognised: event,
    }),
  );
`;

/** What {@link sharedClasses} answers where all is well. */
export const sharedClassesAnswers = {
  thrown: true,
  late: true,
  repeated: true,
  recognised: 'no error',
};

/** Whether the two builds recognise each other's errors; a program for ECMAScript modules. */
export const bothBuilds = `
  import { createRequire } from 'node:module';
  ${loading.mjs}
  const required = createRequire(import.meta.url)('rxjs-chat-stream');
  const init = { code: 'CONNECTION_LOST', phase: 'sent' };
  const imported = new chat.StreamingNetworkError('Lost', init);
  const other = new required.StreamingNetworkError('Lost', init);
  const source = rxjs.throwError(() => other);
  const event = await rxjs.firstValueFrom(source.pipe(operators.errorAsEvent()));
  console.log(
    JSON.stringify({
      classesDiffer: !(other instanceof chat.StreamingNetworkError),
      byImported: chat.isStreamingError(other),
      byRequired: required.isStreamingError(imported),
      asEvent: event,
    }),
  );
`;

/** Prints where an operator makes its error. */
export const stackOfAnError = `
  ${failure}
  const result = failure(rxjs.of(chat.errorEvent('Busy')).pipe(operators.throwOnErrorEvent())).then(
    ({ stack }) => stack,
  );
`;

/** A TypeScript program whose types are all inferred; a wrong use compiles only where one is `any`. */
export const typed = `
import * as t from 'io-ts';
import { filter, map } from 'rxjs';
import {
  isEvent,
  isStreamingError,
  sendStreamingChat,
  streamingChatProtocol,
} from 'rxjs-chat-stream';
import {
  accumulateContent,
  accumulateReply,
  errorAsEvent,
  retryOnNetwork,
  sampleTps,
  splitReasoning,
  throwOnErrorEvent,
  timeoutBetweenChunks,
} from 'rxjs-chat-stream/operators';
import { anthropicMessages, openAiChat } from 'rxjs-chat-stream/protocols';

const request = {
  accessToken: () => 'a token',
  message: 'Hello',
  modelId: 'a/model',
  providerSlug: 'a',
};

export const replies = sendStreamingChat(request, { baseUrl: 'https://chat.example' }).pipe(
  throwOnErrorEvent(),
  timeoutBetweenChunks({ each: 1000 }),
  retryOnNetwork({ count: 1 }),
  splitReasoning(),
  sampleTps(),
  errorAsEvent(),
  accumulateReply(),
);
replies.subscribe({
  next: (reply) => {
    reply.content.toUpperCase();
    // @ts-expect-error A snapshot is immutable
    reply.content = '';
    // @ts-expect-error There is no such field
    reply.nothing;
  },
  error: (error) => {
    if (isStreamingError(error) && error.kind === 'api') error.retryAfterMs?.toFixed();
  },
});

export const texts = sendStreamingChat(request, { baseUrl: 'https://chat.example' }).pipe(
  accumulateContent(),
  map((text) => text.length),
);

const citation = t.type({ url: t.string });
export const citations = sendStreamingChat(request, {
  baseUrl: 'https://chat.example',
  protocol: streamingChatProtocol({ events: { citation } }),
}).pipe(
  splitReasoning(),
  map((event) => (event.type === 'citation' ? event.data.url.length : 0)),
);

export const lengths = sendStreamingChat(request, { baseUrl: 'https://chat.example' }).pipe(
  filter(isEvent('content')),
  map(({ text }) => text.length),
);

export const local = sendStreamingChat(
  { message: 'Hello', modelId: 'a-model' },
  { baseUrl: 'http://localhost:8080/v1', protocol: openAiChat() },
).pipe(accumulateReply());
// @ts-expect-error Anthropic wants a key
sendStreamingChat({ message: 'Hi', modelId: 'a' }, { baseUrl: '', protocol: anthropicMessages() });

// @ts-expect-error The request lacks its provider
sendStreamingChat({ accessToken: '', message: 'Hi', modelId: '' }, { baseUrl: '' });
// @ts-expect-error Options are checked
retryOnNetwork({ count: 'twice' });
`;
