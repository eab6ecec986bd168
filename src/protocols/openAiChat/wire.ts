import * as t from 'io-ts';
import type { FinishReason, TokenUsage } from '../../eventDetails.js';
import { count, list, listOf, oneOf, orNull, struct, text } from '../kit/codecs.js';
import { position, timings, wholeArguments } from '../kit/providerCodecs.js';
import { tokenUsage } from '../kit/tokenUsage.js';

// The shapes that OpenAI-compatible servers send, as far as they are read.
const part = { type: text, text, summary: text };
const parts = /*#__PURE__*/ list(/*#__PURE__*/ struct(part));
const calledFunction = /*#__PURE__*/ orNull(
  /*#__PURE__*/ struct({ name: text, arguments: wholeArguments }),
);
const toolCall = /*#__PURE__*/ struct({
  index: /*#__PURE__*/ orNull(position),
  id: text,
  function: calledFunction,
});
const delta = /*#__PURE__*/ struct({
  content: /*#__PURE__*/ orNull(
    // Mistral sends a list of parts, with its reasoning in `thinking` parts.
    /*#__PURE__*/ oneOf(
      'a string or a list of parts',
      t.string,
      /*#__PURE__*/ listOf(/*#__PURE__*/ struct({ ...part, thinking: parts })),
    ),
  ),
  refusal: text,
  // vLLM, Groq, OpenRouter and Ollama.
  reasoning: text,
  // DeepSeek, llama.cpp and older vLLM.
  reasoning_content: text,
  // OpenRouter.
  reasoning_details: parts,
  tool_calls: /*#__PURE__*/ list(toolCall),
  // The older API with a single function.
  function_call: calledFunction,
});
const choice = /*#__PURE__*/ struct({
  index: /*#__PURE__*/ orNull(position),
  delta: /*#__PURE__*/ orNull(delta),
  finish_reason: text,
  // OpenRouter reports a failure of the provider here.
  error: t.unknown,
});
const usage = /*#__PURE__*/ struct({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  // DeepSeek.
  prompt_cache_hit_tokens: count,
  prompt_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ cached_tokens: count })),
  completion_tokens_details: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ reasoning_tokens: count }),
  ),
});

/** One message: a chunk of the completion. */
export const chunk = /*#__PURE__*/ struct({
  id: text,
  model: text,
  choices: /*#__PURE__*/ list(choice),
  usage: /*#__PURE__*/ orNull(usage),
  // Groq puts the usage of its last chunk here.
  x_groq: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ usage: /*#__PURE__*/ orNull(usage), error: text }),
  ),
  timings,
});

export type Delta = t.TypeOf<typeof delta>;
export type ToolCall = t.TypeOf<typeof toolCall>;
export type Usage = t.TypeOf<typeof usage>;

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  // Mistral.
  ['model_length', 'length'],
  ['tool_calls', 'toolCalls'],
  ['function_call', 'toolCalls'],
  ['content_filter', 'contentFilter'],
]);

export const toFinishReason = (reason: string): FinishReason =>
  finishReasons.get(reason) ?? 'other';

/** Finish reasons that report a failure: of OpenRouter and Mistral, and of DeepSeek. */
export const failures: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'error',
  'insufficient_system_resource',
]);

export const toUsage = (wire: Usage): TokenUsage =>
  tokenUsage({
    inputTokens: wire.prompt_tokens,
    outputTokens: wire.completion_tokens,
    totalTokens: wire.total_tokens,
    reasoningTokens: wire.completion_tokens_details?.reasoning_tokens,
    cachedInputTokens: wire.prompt_tokens_details?.cached_tokens ?? wire.prompt_cache_hit_tokens,
  });
