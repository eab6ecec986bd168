import { type Either, chain, left, map, right, tryCatch } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import type { StreamingFormatError } from '../errors.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  type StreamEvent,
  type TokenUsage,
  tpsEvent,
  usageEvent,
} from '../events.js';
import type { SseMessage } from '../framing/message.js';
import {
  checkText,
  invalidRequest,
  type ResolvedRequest,
  type StreamingChatRequest,
  validateRequest,
} from '../request.js';
import { parseServerError } from '../serverError.js';
import { badEvent, decodeGuarded, decodePayload, guarded, readJson, validate } from './payload.js';
import type { ChatProtocol, EncodedRequest } from './protocol.js';

/** io-ts codecs of an application's own events, by event name. */
export type CustomCodecs = Readonly<Record<string, t.Mixed>>;

/** The events that a table of codecs adds to the union: the decoded payload is in `data`. */
export type CustomEvent<C extends CustomCodecs> = {
  [Name in keyof C & string]: { readonly type: Name; readonly data: t.TypeOf<C[Name]> };
}[keyof C & string];

/** Options of {@link streamingChatProtocol}. */
export interface StreamingChatProtocolOptions<C extends CustomCodecs> {
  /** Codecs of events that your server sends besides the standard ones, by event name. */
  readonly events?: C;
}

const isPositive = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

// Servers send `null` for a count that they do not know.
const isCount = (value: unknown): value is number | null =>
  value === null || (isPositive(value) && Number.isInteger(value));

const textPayload = /*#__PURE__*/ t.type({ text: t.string });
const tpsPayload = /*#__PURE__*/ t.type({
  tps: /*#__PURE__*/ guarded('a number from 0', isPositive),
});
const count = /*#__PURE__*/ guarded('a whole number from 0', isCount);
const usagePayload = /*#__PURE__*/ t.partial(
  {
    input_tokens: count,
    output_tokens: count,
    total_tokens: count,
    prompt_tokens: count,
    completion_tokens: count,
  },
  'an object with token counts',
);

const toUsage = (wire: t.TypeOf<typeof usagePayload>): TokenUsage => {
  const inputTokens = wire.input_tokens ?? wire.prompt_tokens ?? undefined;
  const outputTokens = wire.output_tokens ?? wire.completion_tokens ?? undefined;
  const sum =
    inputTokens === undefined || outputTokens === undefined
      ? undefined
      : inputTokens + outputTokens;
  const totalTokens = wire.total_tokens ?? sum;
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(totalTokens === undefined ? {} : { totalTokens }),
  };
};

type Decoded<E = StreamEvent> = Either<StreamingFormatError, readonly E[]>;
type Decode<E = StreamEvent> = (message: SseMessage) => Decoded<E>;

// Some servers put the counts into an envelope.
const unwrapUsage = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'usage' in json ? (json.usage ?? json) : json;

const decodeUsage: Decode = (message) =>
  pipe(
    readJson(message),
    map(unwrapUsage),
    chain((json) => validate(message, json, usagePayload)),
    map(toUsage),
    chain((usage) =>
      Object.keys(usage).length === 0
        ? left(badEvent(message, 'it has no token count'))
        : right([usageEvent(usage)]),
    ),
  );

const decodeError: Decode = ({ data }) => {
  const { message = 'Unknown streaming error', ...details } = parseServerError(data);
  return right([errorEvent(message, details)]);
};

const decodeDone: Decode = () => right([doneEvent()]);

const standardEvents: ReadonlyMap<string, Decode> = /*#__PURE__*/ new Map<string, Decode>([
  [
    'content',
    (m) =>
      pipe(
        decodeGuarded(m, textPayload),
        map(({ text }) => [contentEvent(text)]),
      ),
  ],
  [
    'reasoning',
    (m) =>
      pipe(
        decodeGuarded(m, textPayload),
        map(({ text }) => [reasoningEvent(text)]),
      ),
  ],
  [
    'tps',
    (m) =>
      pipe(
        decodeGuarded(m, tpsPayload),
        map(({ tps }) => [tpsEvent(tps)]),
      ),
  ],
  ['usage', decodeUsage],
  ['error', decodeError],
  ['done', decodeDone],
]);

// Types that already mean something in the union, or that an unnamed message has.
const reservedNames: ReadonlySet<string> = /*#__PURE__*/ new Set([
  ...standardEvents.keys(),
  'toolCall',
  'reset',
  'message',
]);

function decodersOf<C extends CustomCodecs>(
  events: C,
): ReadonlyMap<string, Decode<StreamEvent | CustomEvent<C>>> {
  const custom = Object.entries(events).map(([type, codec]) => {
    if (reservedNames.has(type)) {
      throw new TypeError(`streamingChatProtocol: events.${type} must not be a standard event`);
    }
    const decode: Decode<CustomEvent<C>> = (message) =>
      pipe(
        decodePayload(message, codec),
        // `type` is a key of the table and `data` what its codec gives, which the mapped type cannot follow.
        map((data) => [{ type, data } as CustomEvent<C>]),
      );
    return [type, decode] as const;
  });
  return new Map<string, Decode<StreamEvent | CustomEvent<C>>>([...standardEvents, ...custom]);
}

// What is not set is not sent: a `null` or an empty list would override the server's default.
const unlessEmpty = <T extends string | readonly unknown[]>(value: T | null | undefined) =>
  value?.length ? value : undefined;

const toWire = (request: ResolvedRequest<StreamingChatRequest>): Record<string, unknown> => ({
  message: request.message,
  model_id: request.modelId,
  provider_slug: request.providerSlug,
  history: unlessEmpty(
    request.history
      ?.filter(({ content }) => content.trim() !== '')
      .map(({ role, content }) => ({ role, content })),
  ),
  system_prompt: unlessEmpty(request.systemPrompt),
  max_tokens: request.maxTokens ?? undefined,
  temperature: request.temperature ?? undefined,
  top_p: request.topP ?? undefined,
  frequency_penalty: request.frequencyPenalty ?? undefined,
  presence_penalty: request.presencePenalty ?? undefined,
});

const encode = (
  request: ResolvedRequest<StreamingChatRequest>,
): Either<StreamingFormatError, EncodedRequest> =>
  pipe(
    validateRequest(request, [checkText('providerSlug', request.providerSlug)]),
    chain((valid) =>
      tryCatch(
        // A field of the request that is undefined is left out, and no extra field takes its place.
        () => JSON.stringify({ ...valid.extraBody, ...toWire(valid) }),
        () => invalidRequest(['extraBody must be JSON']),
      ),
    ),
    map((body) => ({
      path: '/api/chat/stream',
      headers: {
        Authorization: `Bearer ${request.accessToken}`,
        'Content-Type': 'application/json',
        Accept: 'text/event-stream',
      },
      body,
    })),
  );

/**
 * The default wire format: named Server-Sent Events with JSON data, `POST`ed to `{baseUrl}/api/chat/stream`.
 *
 * `done` may carry anything or nothing, and an unnamed `data: [DONE]` means the same. Events that are neither standard nor in
 * `events` are passed by.
 *
 * @throws TypeError when `events` redefines a standard event.
 *
 * @example Events of your own, typed and validated
 * ```ts
 * import * as t from 'io-ts';
 * import { streamingChatProtocol } from 'rxjs-chat-stream';
 *
 * const protocol = streamingChatProtocol({ events: { citation: t.type({ url: t.string }) } });
 * const decoder = protocol.decoder();
 * decoder.decode({ event: 'citation', data: '{"url":"https://a.example"}' });
 * // => { _tag: 'Right', right: [{ type: 'citation', data: { url: 'https://a.example' } }] }
 * ```
 */
export function streamingChatProtocol<C extends CustomCodecs = Record<never, never>>({
  events,
}: StreamingChatProtocolOptions<C> = {}): ChatProtocol<StreamEvent | CustomEvent<C>> {
  const decoders: ReadonlyMap<string, Decode<StreamEvent | CustomEvent<C>>> = events === undefined
    ? standardEvents
    : decodersOf(events);
  const nothing: Decoded<never> = right([]);

  return {
    name: 'streamingChat',
    framing: 'sse',
    bareEvents: ['done', 'error'],
    encode,
    decoder: (onUnknown = () => {}) => ({
      decode: (message) => {
        const decode = decoders.get(message.event);
        if (decode !== undefined) return decode(message);
        if (message.event === 'message' && message.data === '[DONE]') return decodeDone(message);
        onUnknown(message);
        return nothing;
      },
      end: () => nothing,
    }),
  };
}
