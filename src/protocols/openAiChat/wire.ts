import type { FinishReason } from '../../eventDetails.js';
import {
  list,
  listOf,
  oneOf,
  orNull,
  string,
  struct,
  text,
  type TypeOf,
  unknown,
} from '../kit/codecs.js';
import { timings, wholeArguments } from '../kit/providerCodecs.js';
import { usage } from './usage.js';

// The shapes that OpenAI-compatible servers send, as far as they are checked. What a single server
// adds is read where it is there, and ignored in any other shape.
const calledFunction = /*#__PURE__*/ orNull(
  /*#__PURE__*/ struct({ name: text, arguments: wholeArguments }),
);
const toolCall = /*#__PURE__*/ struct({
  id: text,
  type: unknown,
  function: calledFunction,
  // OpenAI's tools whose input is plain text.
  custom: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ name: text, input: text })),
});
const part = /*#__PURE__*/ struct({ type: text, text, refusal: text });
const delta = /*#__PURE__*/ struct({
  content: /*#__PURE__*/ orNull(
    // Mistral and Databricks send a list of parts, some of them with reasoning.
    /*#__PURE__*/ oneOf('a string or a list of parts', string, /*#__PURE__*/ listOf(part)),
  ),
  refusal: text,
  // vLLM, Groq, OpenRouter and Ollama.
  reasoning: text,
  // DeepSeek, llama.cpp and older vLLM.
  reasoning_content: text,
  // GitHub Copilot.
  reasoning_text: text,
  // OpenRouter and AI gateways.
  reasoning_details: /*#__PURE__*/ list(/*#__PURE__*/ struct({ text, summary: text })),
  tool_calls: /*#__PURE__*/ orNull(
    // Hugging Face's TGI sends one at a time, without a list.
    /*#__PURE__*/ oneOf('a list', /*#__PURE__*/ listOf(toolCall), toolCall),
  ),
  // The older API with a single function.
  function_call: calledFunction,
});
const choice = /*#__PURE__*/ struct({
  delta: /*#__PURE__*/ orNull(delta),
  // The whole answer, of servers that do not stream.
  message: /*#__PURE__*/ orNull(delta),
  // The older API without messages.
  text,
  finish_reason: text,
  // OpenRouter: the word of the model's provider.
  native_finish_reason: text,
  // Moonshot has the usage here.
  usage: /*#__PURE__*/ orNull(usage),
});

/** One message: a chunk of the completion. */
export const chunk = /*#__PURE__*/ struct({
  id: text,
  model: text,
  choices: /*#__PURE__*/ list(choice),
  usage: /*#__PURE__*/ orNull(usage),
  // Groq puts the usage of its last chunk here.
  x_groq: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ usage: /*#__PURE__*/ orNull(usage) })),
  timings,
});

export type Choice = TypeOf<typeof choice>;
export type Delta = TypeOf<typeof delta>;
export type ToolCall = TypeOf<typeof toolCall>;

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['stop', 'stop'],
  // Together, Hugging Face, Cohere and servers in front of Anthropic.
  ['eos', 'stop'],
  ['eos_token', 'stop'],
  ['stop_sequence', 'stop'],
  ['complete', 'stop'],
  ['end_turn', 'stop'],
  ['length', 'length'],
  // Mistral.
  ['model_length', 'length'],
  // Servers in front of Anthropic and Gemini.
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_calls', 'toolCalls'],
  ['function_call', 'toolCalls'],
  ['tool_use', 'toolCalls'],
  ['content_filter', 'contentFilter'],
  // Zhipu, and servers in front of Anthropic and Gemini.
  ['sensitive', 'contentFilter'],
  ['refusal', 'contentFilter'],
  ['safety', 'contentFilter'],
]);

export const toFinishReason = (reason: string): FinishReason =>
  finishReasons.get(reason.toLowerCase()) ?? 'other';

/** Finish reasons that report a failure: of OpenRouter and Mistral, of DeepSeek, and of Zhipu. */
export const failures: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'error',
  'insufficient_system_resource',
  'network_error',
]);
