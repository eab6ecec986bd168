import { type Either, chain, left, map, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import type { StreamingFormatError } from '../errors/errors.js';
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
import type { SseMessage } from '../framing/framing.js';
import {
  checkText,
  checkToken,
  type ResolvedRequest,
  type StreamingChatRequest,
  validateRequest,
} from '../request/request.js';
import { parseServerError } from '../errors/serverError.js';
import { count, rate, struct } from './kit/codecs.js';
import { unknownMessage } from './kit/detect.js';
import { bearer, jsonRequest, turnsOf, unlessEmpty } from './kit/body.js';
import {
  badEvent,
  decodeBy,
  decodePayload,
  jsonOf,
  readJson,
  tokenUsage,
  validate,
} from './kit/report.js';
import { plainText } from './kit/plainText.js';
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

const textPayload = /*#__PURE__*/ struct({ text: t.string });
const tpsPayload = /*#__PURE__*/ struct({ tps: rate });
const usagePayload = /*#__PURE__*/ struct({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  prompt_tokens: count,
  completion_tokens: count,
});

const toUsage = (wire: t.TypeOf<typeof usagePayload>): TokenUsage =>
  tokenUsage({
    inputTokens: wire.input_tokens ?? wire.prompt_tokens,
    outputTokens: wire.output_tokens ?? wire.completion_tokens,
    totalTokens: wire.total_tokens,
  });

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

const decodeText = <E>(eventOf: (text: string) => E) => {
  const decode = decodeBy(textPayload, ({ text }) => eventOf(text));
  return (message: SseMessage): Decoded<E> => {
    const text = plainText(message.data);
    return text === undefined ? decode(message) : right([eventOf(text)]);
  };
};

const decodeContent = /*#__PURE__*/ decodeText(contentEvent);
const decodeReasoning = /*#__PURE__*/ decodeText(reasoningEvent);
const decodeTps = /*#__PURE__*/ decodeBy(tpsPayload, ({ tps }) => tpsEvent(tps));

// No table: to look up a name that comes from the wire costs as much as to parse its data.
const decoderOf = ({ event, data }: SseMessage): Decode | undefined => {
  switch (event) {
    case 'content':
      return decodeContent;
    case 'reasoning':
      return decodeReasoning;
    case 'tps':
      return decodeTps;
    case 'usage':
      return decodeUsage;
    case 'error':
      return decodeError;
    case 'done':
      return decodeDone;
    default:
      return event === 'message' && data === '[DONE]' ? decodeDone : undefined;
  }
};

// Types that already mean something in the union, or that an unnamed message has.
const isReserved = (type: string): boolean =>
  decoderOf({ event: type, data: '' }) !== undefined || /^(toolCall|reset|message)$/.test(type);

/** Decoders of an application's own events, by name. */
const customDecoders = <C extends CustomCodecs>(
  events: C,
): ReadonlyMap<string, Decode<CustomEvent<C>>> =>
  new Map(
    Object.entries(events).map(([type, codec]) => {
      if (isReserved(type)) {
        throw new TypeError(`streamingChatProtocol: events.${type} must not be a standard event`);
      }
      const decode: Decode<CustomEvent<C>> = (message) =>
        pipe(
          decodePayload(message, codec),
          // `type` is a key of the table and `data` what its codec gives, which the mapped type cannot follow.
          map((data) => [{ type, data } as CustomEvent<C>]),
        );
      return [type, decode];
    }),
  );

const toWire = (request: ResolvedRequest<StreamingChatRequest>): Record<string, unknown> => ({
  message: request.message,
  model_id: request.modelId,
  provider_slug: request.providerSlug,
  history: unlessEmpty(turnsOf(request)),
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
    validateRequest(request, [
      checkToken(request),
      checkText('providerSlug', request.providerSlug),
    ]),
    chain((valid) =>
      jsonRequest(valid, '/api/chat/stream', bearer(valid.accessToken), toWire(valid)),
    ),
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
  const custom = events && customDecoders(events);

  return {
    name: 'streamingChat',
    framing: 'sse',
    bareEvents: ['done', 'error'],
    encode,
    decoder: (onUnknown = () => {}) => {
      let isKnown = false;
      return {
        decode: (message) => {
          const decode = decoderOf(message) ?? custom?.get(message.event);
          if (decode !== undefined) {
            isKnown = true;
            return decode(message);
          }
          // Behind a known one they are extensions of a server that speaks this protocol.
          return unknownMessage(message, isKnown ? undefined : jsonOf(message), onUnknown);
        },
        end: () => right([]),
      };
    },
  };
}
