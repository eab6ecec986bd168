import { chain, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { truncated } from '../errors/errors.js';
import type { FinishReason, StreamEvent, TokenUsage } from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import {
  type AuthorizedRequest,
  type ChatMessage,
  checkToken,
  validateRequest,
} from '../request/request.js';
import { fieldsOf } from '../json/json.js';
import { count, orNull, struct, text } from './kit/codecs.js';
import { unknownMessage } from './kit/detect.js';
import { conversationOf, jsonRequest, unlessEmpty } from './kit/body.js';
import { doneWith, tokenUsage } from './kit/report.js';
import type { ChatProtocol, Decoded, ProtocolDecoder } from './protocol.js';
import {
  contentOf,
  none,
  nothing,
  type FastPath,
  type Reader,
  type Readers,
  reading,
  readMessage,
  reasoningOf,
  tellUsage,
  typeOf,
} from './kit/decoder.js';
import { samplingFields } from './kit/sampling.js';
import { toolCalls } from './kit/toolCalls.js';

/** Options of {@link anthropicMessages}. */
export interface AnthropicMessagesOptions {
  /** Appended to the base URL, which has no version: `https://api.anthropic.com`. @defaultValue `'/v1/messages'` */
  readonly path?: string;
  /** The `anthropic-version`. From `2026-10-21` on, `temperature` and `topP` are refused. @defaultValue `'2023-06-01'` */
  readonly version?: string;
}

const usage = /*#__PURE__*/ struct({
  input_tokens: count,
  output_tokens: count,
  cache_creation_input_tokens: count,
  cache_read_input_tokens: count,
  output_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ thinking_tokens: count })),
});
const messageStart = /*#__PURE__*/ struct({
  message: /*#__PURE__*/ struct({ id: text, model: text, usage: /*#__PURE__*/ orNull(usage) }),
});
const typed = /*#__PURE__*/ struct({ type: t.string });
const anyStart = /*#__PURE__*/ struct({ content_block: typed });
const anyDelta = /*#__PURE__*/ struct({ delta: typed });
const textStart = /*#__PURE__*/ struct({ content_block: /*#__PURE__*/ struct({ text }) });
const thinkingStart = /*#__PURE__*/ struct({
  content_block: /*#__PURE__*/ struct({ thinking: text }),
});
const toolStart = /*#__PURE__*/ struct({
  index: t.number,
  content_block: /*#__PURE__*/ struct({ id: t.string, name: t.string, input: t.unknown }),
});
const textDelta = /*#__PURE__*/ struct({ delta: /*#__PURE__*/ struct({ text: t.string }) });
const thinkingDelta = /*#__PURE__*/ struct({ delta: /*#__PURE__*/ struct({ thinking: t.string }) });
const inputDelta = /*#__PURE__*/ struct({
  index: t.number,
  delta: /*#__PURE__*/ struct({ partial_json: t.string }),
});
const blockStop = /*#__PURE__*/ struct({ index: t.number });
const messageDelta = /*#__PURE__*/ struct({
  delta: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ stop_reason: text })),
  usage: /*#__PURE__*/ orNull(usage),
});

type Usage = t.TypeOf<typeof usage>;
type Counts = { readonly [Name in keyof Usage]: Usage[Name] | undefined };

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'toolCalls'],
  ['refusal', 'contentFilter'],
]);

// Counts are cumulative; one that is not told again stays.
const merged = (old: Counts | undefined, told: Usage): Counts => ({
  input_tokens: told.input_tokens ?? old?.input_tokens,
  output_tokens: told.output_tokens ?? old?.output_tokens,
  cache_creation_input_tokens: told.cache_creation_input_tokens ?? old?.cache_creation_input_tokens,
  cache_read_input_tokens: told.cache_read_input_tokens ?? old?.cache_read_input_tokens,
  output_tokens_details: told.output_tokens_details ?? old?.output_tokens_details,
});

const toUsage = (wire: Counts): TokenUsage =>
  tokenUsage({
    // What was cached is not in this wire's count of the input, as it is in others.
    inputTokens:
      typeof wire.input_tokens === 'number'
        ? wire.input_tokens +
          (wire.cache_creation_input_tokens ?? 0) +
          (wire.cache_read_input_tokens ?? 0)
        : undefined,
    outputTokens: wire.output_tokens,
    reasoningTokens: wire.output_tokens_details?.thinking_tokens,
    cachedInputTokens: wire.cache_read_input_tokens,
  });

const decoder = (onUnknown: (message: SseMessage) => void = () => {}): ProtocolDecoder => {
  const calls = toolCalls();
  // By the index of its block: the input of a call, as its start has it, until a piece of it comes.
  const inputs = new Map<number, string>();
  let counts: Counts | undefined;
  let reason: string | undefined;
  let responseId: string | undefined;
  let model: string | undefined;

  const tally = (told: Usage | null | undefined): void => {
    if (told) counts = merged(counts, told);
  };

  const usageEvents = (): readonly StreamEvent[] =>
    counts === undefined ? none : tellUsage(toUsage(counts));

  const unknown = (_: unknown, message: SseMessage): readonly never[] => {
    onUnknown(message);
    return none;
  };

  const tellInput = (index: number, argumentsText: string): readonly StreamEvent[] => {
    if (argumentsText === '') return none;
    inputs.set(index, '');
    return calls.push({ key: index, argumentsText });
  };

  const finish = (): Decoded => {
    const finishReason = reason === undefined ? undefined : (finishReasons.get(reason) ?? 'other');
    return right([
      ...[...inputs].flatMap(([index, input]) => tellInput(index, input)),
      ...usageEvents(),
      doneWith({ finishReason, responseId, model }),
    ]);
  };

  const readerOf = new Map<string, Reader>([
    ['ping', () => nothing],
    [
      'message_start',
      reading(messageStart, ({ message }) => {
        responseId = message.id || responseId;
        model = message.model || model;
        tally(message.usage);
        return none;
      }),
    ],
    ['content_block_start', reading(anyStart, unknown)],
    ['content_block_start text', reading(textStart, (from) => contentOf(from.content_block.text))],
    [
      'content_block_start thinking',
      reading(thinkingStart, (from) => reasoningOf(from.content_block.thinking)),
    ],
    [
      'content_block_start tool_use',
      reading(toolStart, ({ index, content_block: { id, name, input } }) => {
        const whole = JSON.stringify(input ?? {});
        inputs.set(index, whole);
        const begun = calls.push({ key: index, id, name, argumentsText: '' });
        // A call that comes whole is one event.
        return whole === '{}' ? begun : none;
      }),
    ],
    ['content_block_delta', reading(anyDelta, unknown)],
    ['content_block_delta text_delta', reading(textDelta, ({ delta }) => contentOf(delta.text))],
    [
      'content_block_delta thinking_delta',
      reading(thinkingDelta, ({ delta }) => reasoningOf(delta.thinking)),
    ],
    [
      'content_block_delta input_json_delta',
      reading(inputDelta, (from, message) =>
        // Else it is for a tool that the server runs itself.
        inputs.has(from.index)
          ? tellInput(from.index, from.delta.partial_json)
          : unknown(from, message),
      ),
    ],
    [
      'content_block_stop',
      reading(blockStop, ({ index }) => tellInput(index, inputs.get(index) ?? '')),
    ],
    [
      'message_delta',
      reading(messageDelta, ({ delta, usage: told }) => {
        reason = delta?.stop_reason || reason;
        tally(told);
        return none;
      }),
    ],
    ['message_stop', finish],
  ]);

  const quick: FastPath = ({ type, index, delta, error }) => {
    if (type !== 'content_block_delta' || error !== undefined) return undefined;
    const { type: kind, text: said, thinking, partial_json: input } = fieldsOf(delta);
    switch (kind) {
      case 'text_delta':
        return typeof said === 'string' ? contentOf(said) : undefined;
      case 'thinking_delta':
        return typeof thinking === 'string' ? reasoningOf(thinking) : undefined;
      case 'input_json_delta':
        return typeof index === 'number' && inputs.has(index) && typeof input === 'string'
          ? tellInput(index, input)
          : undefined;
      default:
        return undefined;
    }
  };

  const read: Reader = (message, json) => {
    const type = typeOf(json) || message.event;
    const { content_block, delta } = fieldsOf(json);
    const part = typeOf(type === 'content_block_start' ? content_block : delta);
    const reader = readerOf.get(`${type} ${part}`) ?? readerOf.get(type);
    return reader === undefined ? unknownMessage(message, json, onUnknown) : reader(message, json);
  };

  const readers: Readers = { quick, read, usage: usageEvents };

  return {
    decode: (message) => {
      if (message.data !== '[DONE]') return readMessage(message, readers);
      return reason === undefined ? left(truncated('streaming')) : finish();
    },
    end: () => (reason === undefined ? nothing : finish()),
  };
};

// Sent where the request sets no limit, since this wire wants one; every model of Anthropic's has room for it.
const DEFAULT_MAX_TOKENS = 8192;

const textOf = (turns: readonly ChatMessage[]): string =>
  turns.map(({ content }) => content).join('\n\n');

const isSystem = ({ role }: ChatMessage): boolean => role === 'system';

// Two turns of one role in a row are one to Anthropic, and an error to some servers.
const joined = (turns: readonly ChatMessage[]): readonly ChatMessage[] => {
  const all: ChatMessage[] = [];
  for (const turn of turns) {
    const last = all.at(-1);
    if (last?.role === turn.role) all.splice(-1, 1, { ...turn, content: textOf([last, turn]) });
    else all.push(turn);
  }
  return all;
};

/**
 * Anthropic's Messages, also as llama.cpp, Ollama, vLLM and gateways have it. System prompt and system turns are sent as `system`, turns of
 * one role in a row as one, and 8192 as `max_tokens` where the request sets none. A tool call's input is told in pieces, or whole where it
 * comes whole. What has no event here, such as signatures, citations and the tools that the server runs itself, goes to `onUnknownEvent`.
 *
 * `done` is `message_stop`, or the end of the body behind a stop reason. Usage, which comes in parts, is told once, right before the end;
 * its input tokens count what was cached too, as those of the other protocols do.
 *
 * The key goes into `x-api-key`. In a browser whoever can see the page can see it: hand out no key of your own there. Anthropic wants
 * to be told that this is known, by a header that is always sent.
 *
 * @example
 * ```ts
 * import { anthropicMessages } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = anthropicMessages().decoder();
 * const data = '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}';
 * decode({ event: 'content_block_delta', data });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://platform.claude.com/docs/en/build-with-claude/streaming
 */
export function anthropicMessages({
  path = '/v1/messages',
  version = '2023-06-01',
}: AnthropicMessagesOptions = {}): ChatProtocol<StreamEvent, AuthorizedRequest> {
  return {
    name: 'anthropicMessages',
    framing: 'sse',
    encode: (request) =>
      pipe(
        validateRequest(request, [checkToken(request)]),
        chain((valid) => {
          const turns = conversationOf(valid);
          return jsonRequest(
            valid,
            path,
            {
              'x-api-key': valid.accessToken,
              'anthropic-version': version,
              'anthropic-dangerous-direct-browser-access': 'true',
            },
            {
              model: valid.modelId,
              system: unlessEmpty(textOf(turns.filter(isSystem))),
              messages: joined(turns.filter((turn) => !isSystem(turn))),
              stream: true,
              ...samplingFields(valid, 'temperature', 'top_p'),
              max_tokens: valid.maxTokens ?? DEFAULT_MAX_TOKENS,
            },
          );
        }),
      ),
    decoder,
  };
}
