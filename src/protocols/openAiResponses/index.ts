import type { StreamEvent } from '../../events.js';
import type { ChatRequest } from '../../request/request.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import type { ChatProtocol } from '../protocol.js';
import { body } from './body.js';
import { decoder } from './decoder.js';
import { carriedPart } from './inputPart.js';
import { settings } from './settings.js';

/** Options of {@link openAiResponses}. */
export interface OpenAiResponsesOptions {
  /**
   * Appended to the base URL, which includes the version: `https://api.openai.com/v1`.
   * @defaultValue `'/responses'`
   */
  readonly path?: string;
}

/**
 * OpenAI's Responses, also as Azure, xAI, OpenRouter, vLLM, llama.cpp, Ollama and LM Studio send
 * it. The system prompt is sent as `instructions`. `part` counts messages, their texts, and the
 * parts of a summary; reasoning is its text or its summary, as the server sends it.
 *
 * Each item that calls a tool is a `toolCall`. Calls of functions and of custom tools (whose input
 * is a JSON string) have the tool's name, as have calls through MCP; of other items, such as
 * `local_shell_call`, `web_search_call` or `mcp_approval_request`, the name is the type, and the
 * arguments are what the item says to do. The id is the `call_id`, or the id of the item if it has
 * none. What the provider runs is `providerExecuted`, and its result is a `toolResult`.
 *
 * A generated image is a `file`. Previews of it, and the tools that an MCP server lists, go to
 * `onUnknownEvent`. `providerState` has the items of a turn with encrypted reasoning, a compaction,
 * a program or commentary, for the input of the next request.
 *
 * A request carries images and files, also in results. The items of a `providerState` are sent as
 * they came; a call that has none is sent as the item that its name and arguments say.
 *
 * `done` comes from `response.completed`, `response.incomplete`, `response.cancelled` or
 * `response.done`, and not from `[DONE]`, which proxies append. A refusal is a `contentFilter`.
 *
 * @example
 * ```ts
 * import { openAiResponses } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = openAiResponses().decoder();
 * decode({ event: 'message', data: '{"type":"response.output_text.delta","delta":"Hi"}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi', part: 0 }] }
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
    settings,
    carries: { part: carriedPart, approval: ({ name }) => name === 'mcp_approval_request' },
    body,
    decoder,
  });
}
