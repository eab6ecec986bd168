import { chain, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { truncated } from '../errors/errors.js';
import { type FinishReason, type StreamEvent, type TokenUsage, tpsEvent } from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import { type ChatRequest, validateRequest } from '../request/request.js';
import { readServerError } from '../errors/serverError.js';
import { fieldsOf, has, isFields } from '../json/json.js';
import {
  count,
  isText,
  list,
  listOf,
  oneOf,
  orNull,
  position,
  struct,
  text,
  timings,
  wholeArguments,
} from './kit/codecs.js';
import { unknownMessage } from './kit/detect.js';
import { bearer, conversationOf, jsonRequest } from './kit/body.js';
import { failureEvent, isFailure } from './kit/errors.js';
import { jsonEnd } from '../json/jsonEnd.js';
import { doneWith, tokenUsage } from './kit/report.js';
import type { ChatProtocol, Decoded, ProtocolDecoder } from './protocol.js';
import {
  both,
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
} from './kit/decoder.js';
import { samplingFields } from './kit/sampling.js';
import { toolCalls } from './kit/toolCalls.js';

/** Options of {@link openAiChat}. */
export interface OpenAiChatOptions {
  /** Appended to the base URL, which has the version: `https://api.openai.com/v1`. @defaultValue `'/chat/completions'` */
  readonly path?: string;
  /** The field that carries `maxTokens`; OpenAI's reasoning models take the other one. @defaultValue `'max_tokens'` */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens';
  /** What `[DONE]` is when no finish reason came before it. @defaultValue `'truncated'` */
  readonly doneWithoutReason?: 'truncated' | 'done';
}

const piece = { type: text, text, summary: text };
const pieces = /*#__PURE__*/ list(/*#__PURE__*/ struct(piece));
const parts = /*#__PURE__*/ listOf(/*#__PURE__*/ struct({ ...piece, thinking: pieces }));
const called = /*#__PURE__*/ orNull(
  /*#__PURE__*/ struct({ name: text, arguments: wholeArguments }),
);
const toolCallPiece = /*#__PURE__*/ struct({
  index: /*#__PURE__*/ orNull(position),
  id: text,
  function: called,
});
const delta = /*#__PURE__*/ struct({
  content: /*#__PURE__*/ orNull(
    /*#__PURE__*/ oneOf('a string or a list of parts', t.string, parts),
  ),
  refusal: text,
  reasoning: text,
  reasoning_content: text,
  reasoning_details: pieces,
  tool_calls: /*#__PURE__*/ list(toolCallPiece),
  function_call: called,
});
const choice = /*#__PURE__*/ struct({
  index: /*#__PURE__*/ orNull(position),
  delta: /*#__PURE__*/ orNull(delta),
  finish_reason: text,
  // Of OpenRouter.
  error: t.unknown,
});
const usage = /*#__PURE__*/ struct({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_cache_hit_tokens: count,
  prompt_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ cached_tokens: count })),
  completion_tokens_details: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ reasoning_tokens: count }),
  ),
});

const chunk = /*#__PURE__*/ struct({
  id: text,
  model: text,
  choices: /*#__PURE__*/ list(choice),
  usage: /*#__PURE__*/ orNull(usage),
  x_groq: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ usage: /*#__PURE__*/ orNull(usage), error: text }),
  ),
  timings,
});

type Delta = t.TypeOf<typeof delta>;

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['model_length', 'length'],
  ['tool_calls', 'toolCalls'],
  ['function_call', 'toolCalls'],
  ['content_filter', 'contentFilter'],
]);

// Reasons that mean that the answer failed.
const failures: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'error',
  'insufficient_system_resource',
]);

const toUsage = (wire: t.TypeOf<typeof usage>): TokenUsage =>
  tokenUsage({
    inputTokens: wire.prompt_tokens,
    outputTokens: wire.completion_tokens,
    totalTokens: wire.total_tokens,
    reasoningTokens: wire.completion_tokens_details?.reasoning_tokens,
    cachedInputTokens: wire.prompt_tokens_details?.cached_tokens ?? wire.prompt_cache_hit_tokens,
  });

// Some servers send the same text under two names.
const thoughtIn = ({ reasoning_content, reasoning, reasoning_details, content }: Delta): string =>
  reasoning_content ||
  reasoning ||
  (reasoning_details ?? none).map((each) => each.text ?? each.summary ?? '').join('') ||
  (Array.isArray(content) ? content : none)
    .flatMap(({ thinking }) => thinking ?? [])
    .map((each) => each.text ?? '')
    .join('');

const textIn = ({ content, refusal }: Delta): string =>
  Array.isArray(content)
    ? content.map((each) => (each.type === 'text' ? (each.text ?? '') : '')).join('')
    : (content ?? '') + (refusal ?? '');

// Some servers have them whole, as an object.
const argumentsIn = (args: string | object | null | undefined): string =>
  typeof args === 'string' ? args : args ? JSON.stringify(args) : '';

const isChunk = has('choices', 'usage', 'x_groq', 'timings');

const decoder = (
  doneWithoutReason: 'truncated' | 'done',
  onUnknown: (message: SseMessage) => void,
): ProtocolDecoder => {
  const calls = toolCalls(jsonEnd);
  let reason: string | undefined;
  let lastUsage: t.TypeOf<typeof usage> | undefined;
  let responseId: string | undefined;
  let model: string | undefined;

  const readPieces = ({ function_call, tool_calls }: Delta): readonly StreamEvent[] =>
    (function_call ? [{ function: function_call }] : (tool_calls ?? none)).flatMap(
      ({ index, id, function: called }: Partial<t.TypeOf<typeof toolCallPiece>>) =>
        calls.push({
          key: index ?? undefined,
          id,
          name: called?.name,
          argumentsText: argumentsIn(called?.arguments),
        }),
    );

  const readDelta = (from: Delta): readonly StreamEvent[] =>
    both(
      both(reasoningOf(thoughtIn(from)), contentOf(textIn(from))),
      from.function_call || from.tool_calls ? readPieces(from) : none,
    );

  const usageEvents = (): readonly StreamEvent[] =>
    lastUsage ? tellUsage(toUsage(lastUsage)) : none;

  const readChunk = reading(
    chunk,
    ({ id, model: name, choices, usage: counts, x_groq, timings }) => {
      responseId = id || responseId;
      model = name || model;
      const told = counts ?? x_groq?.usage;
      lastUsage = told ?? lastUsage;
      // Others are other answers to the same prompt.
      const first = choices?.find(({ index }) => !index);
      reason = first?.finish_reason || reason;
      const speed = timings?.predicted_per_second ?? undefined;
      const events = both(
        first?.delta ? readDelta(first.delta) : none,
        speed === undefined ? none : [tpsEvent(speed)],
      );
      const failure =
        readServerError({ error: first?.error || x_groq?.error }) ??
        (reason !== undefined && failures.has(reason) && { code: reason });
      return failure ? [...events, ...usageEvents(), failureEvent(failure)] : events;
    },
  );

  const quick: FastPath = (json) => {
    const { error, id, model: name, choices, usage: counts, x_groq, timings } = json;
    if (error !== undefined || isFailure(json) || (counts ?? x_groq ?? timings) != null)
      return undefined;
    if (!Array.isArray(choices) || choices.length !== 1) return undefined;
    const { index, delta: from, finish_reason, error: failed } = fieldsOf(choices[0]);
    if ((index ?? 0) !== 0 || (finish_reason ?? failed) != null || !isFields(from))
      return undefined;
    const { content, reasoning_content: thought, reasoning, reasoning_details } = from;
    if ((reasoning ?? reasoning_details ?? from['refusal']) != null) return undefined;
    if ((from['tool_calls'] ?? from['function_call']) != null) return undefined;
    if (!isText(content) || !isText(thought) || !isText(id) || !isText(name)) return undefined;
    responseId = id || responseId;
    model = name || model;
    return both(reasoningOf(thought), contentOf(content));
  };

  const read: Reader = (message, json) =>
    isChunk(json) ? readChunk(message, json) : unknownMessage(message, json, onUnknown);

  const finish = (): Decoded => {
    const finishReason = reason === undefined ? undefined : (finishReasons.get(reason) ?? 'other');
    return right([...calls.end(), ...usageEvents(), doneWith({ finishReason, responseId, model })]);
  };

  const readers: Readers = { quick, read, usage: usageEvents };

  return {
    decode: (message) => {
      if (message.data !== '[DONE]') return readMessage(message, readers);
      return reason === undefined && doneWithoutReason === 'truncated'
        ? left(truncated('streaming'))
        : finish();
    },
    end: () => (reason === undefined ? nothing : finish()),
  };
};

/**
 * OpenAI's Chat Completions, and what the many servers that are compatible with it make of them: DeepSeek, vLLM, llama.cpp, OpenRouter,
 * Groq, Mistral, Ollama's `/v1` and others. Reasoning is taken from `reasoning_content`, `reasoning` or `reasoning_details`, the speed
 * from llama.cpp's `timings`, tool calls also from servers that number them all alike.
 *
 * `done` is `[DONE]`, or the end of the body, behind a finish reason; usage, which comes in between, is told once, right before it.
 *
 * @example
 * ```ts
 * import { openAiChat } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = openAiChat().decoder();
 * decode({ event: 'message', data: '{"choices":[{"delta":{"content":"Hi"}}]}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 */
export function openAiChat({
  path = '/chat/completions',
  maxTokensField = 'max_tokens',
  doneWithoutReason = 'truncated',
}: OpenAiChatOptions = {}): ChatProtocol<StreamEvent, ChatRequest> {
  return {
    name: 'openAiChat',
    framing: 'sse',
    encode: (request) =>
      pipe(
        validateRequest(request),
        chain((valid) =>
          jsonRequest(valid, path, bearer(valid.accessToken), {
            model: valid.modelId,
            messages: conversationOf(valid),
            stream: true,
            stream_options: { include_usage: true },
            ...samplingFields(
              valid,
              maxTokensField,
              'temperature',
              'top_p',
              'frequency_penalty',
              'presence_penalty',
            ),
          }),
        ),
      ),
    decoder: (onUnknown = () => {}) => decoder(doneWithoutReason, onUnknown),
  };
}
