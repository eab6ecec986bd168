import type { StreamEvent } from '../../events.js';
import type { ChatMessage, ChatRequest } from '../../request/request.js';
import { turnsOf } from '../kit/conversation.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import type { ChatProtocol } from '../protocol.js';
import { decoder } from './decoder.js';

/** Options of {@link openAiResponses}. */
export interface OpenAiResponsesOptions {
  /**
   * Appended to the base URL, which includes the version: `https://api.openai.com/v1`.
   * @defaultValue `'/responses'`
   */
  readonly path?: string;
}

const inputItem = ({ role, content }: ChatMessage) => ({ type: 'message', role, content });

/**
 * OpenAI's Responses, also as vLLM, llama.cpp, Ollama and gateways send it. The system prompt is
 * sent as `instructions`. Calls of functions and of custom tools (whose input is a JSON string) are
 * `toolCall` events; their id is the `call_id`, which the result of the call names. Reasoning is
 * its text or its summary, as the server sends it. What has no event here, such as annotations and
 * tools that the server runs itself, goes to `onUnknownEvent`.
 *
 * `done` is `response.completed` or `response.incomplete`, and not `[DONE]`, which proxies append.
 *
 * @example
 * ```ts
 * import { openAiResponses } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = openAiResponses().decoder();
 * decode({ event: 'message', data: '{"type":"response.output_text.delta","delta":"Hi"}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export function openAiResponses({ path = '/responses' }: OpenAiResponsesOptions = {}): ChatProtocol<
  StreamEvent,
  ChatRequest
> {
  return defineProtocol({
    name: 'openAiResponses',
    framing: 'sse',
    path,
    // It takes no stop sequences.
    settings: {
      maxTokens: 'max_output_tokens',
      temperature: 'temperature',
      topP: 'top_p',
      reasoningEffort: (effort) => ({ reasoning: { effort } }),
    },
    body: (request, settings) => ({
      model: request.modelId,
      instructions: unlessEmpty(request.systemPrompt),
      input: [...turnsOf(request), { role: 'user', content: request.message } as const].map(
        inputItem,
      ),
      stream: true,
      ...settings,
    }),
    decoder,
  });
}
