import type { StreamEvent } from '../../events.js';
import { fieldsOf } from '../../json/json.js';
import type { ChatRequest } from '../../request/request.js';
import { check, type Fault, oneOf, optional } from '../../validation.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import { conflict } from '../kit/jsonBody.js';
import type { ChatProtocol } from '../protocol.js';
import { decoder } from './decoder.js';
import { carriedPart, messages } from './messages.js';
import { toolSettings } from './toolSettings.js';

/** Options of {@link openAiChat}. */
export interface OpenAiChatOptions {
  /**
   * Appended to the base URL, which includes the version: `https://api.openai.com/v1`.
   * @defaultValue `'/chat/completions'`
   */
  readonly path?: string;
  /**
   * The field that carries `maxTokens`. OpenAI's reasoning models take `max_completion_tokens`.
   * @defaultValue `'max_tokens'`
   */
  readonly maxTokensField?: 'max_tokens' | 'max_completion_tokens';
  /**
   * The field that carries the reasoning of earlier turns. DeepSeek and Moonshot require it as
   * `reasoning_content` after a call; OpenAI refuses it. Without a field it is left out.
   */
  readonly reasoningField?: 'reasoning_content' | 'reasoning';
  /**
   * What `[DONE]` means when neither a finish reason nor a usage without choices came before it.
   * @defaultValue `'truncated'`
   */
  readonly doneWithoutReason?: 'truncated' | 'done';
}

/** Checks that an effort is not given again in the other form that OpenRouter takes. */
const checkEffort = ({ reasoningEffort, extraBody }: ChatRequest): Fault =>
  reasoningEffort != null && fieldsOf(fieldsOf(extraBody)['reasoning'])['effort'] !== undefined
    ? conflict('openAiChat', 'extraBody.reasoning.effort', 'reasoning_effort')
    : undefined;

/**
 * OpenAI's Chat Completions, also as DeepSeek, vLLM, llama.cpp, OpenRouter, Groq, Mistral, Ollama's
 * `/v1` and other compatible servers send it. It reads what single servers add: reasoning under any
 * of its names, sources, images and sound, tools that the provider ran, cost, and what the provider
 * wants back with the next turn. An answer that comes as a whole message is read too.
 *
 * `done` is `[DONE]`, or the end of the body, after a finish reason. `[DONE]` is enough after a
 * usage without choices: Snowflake and gpt-audio send no finish reason. Usage is reported once,
 * right before the end.
 *
 * A request carries images, and files and sound (WAV, MP3) with their data. Results of tools are
 * text. What the provider wants back with a turn, such as OpenRouter's `reasoning_details` or
 * Google's signatures, is written into its message.
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
  reasoningField,
  doneWithoutReason = 'truncated',
}: OpenAiChatOptions = {}): ChatProtocol<StreamEvent, ChatRequest> {
  return defineProtocol({
    name: 'openAiChat',
    framing: 'sse',
    path,
    check: (request) => [
      check('maxTokensField', maxTokensField, oneOf('max_tokens', 'max_completion_tokens')),
      check('reasoningField', reasoningField, optional(oneOf('reasoning_content', 'reasoning'))),
      check('doneWithoutReason', doneWithoutReason, oneOf('truncated', 'done')),
      checkEffort(request),
    ],
    settings: {
      maxTokens: maxTokensField,
      temperature: 'temperature',
      topP: 'top_p',
      frequencyPenalty: 'frequency_penalty',
      presencePenalty: 'presence_penalty',
      stopSequences: 'stop',
      reasoningEffort: 'reasoning_effort',
      ...toolSettings,
    },
    carries: { part: carriedPart },
    body: (request, settings) => ({
      model: request.modelId,
      messages: messages(request, reasoningField),
      stream: true,
      ...settings,
    }),
    // A server that refuses it gets `stream_options: null` from `extraBody`.
    defaults: { stream_options: { include_usage: true } },
    decoder: (onUnknown) => decoder(doneWithoutReason, onUnknown),
  });
}
