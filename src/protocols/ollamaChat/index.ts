import type { StreamEvent } from '../../events.js';
import type { ChatRequest, ReasoningEffort } from '../../request/request.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import { functionTool } from '../kit/functionTool.js';
import type { ChatProtocol } from '../protocol.js';
import { decoder } from './decoder.js';
import { carries, messages } from './messages.js';
import { formatOf, toolFaults } from './tools.js';

/** Options of {@link ollamaChat}. */
export interface OllamaChatOptions {
  /** Appended to the base URL, the host: `http://localhost:11434`. @defaultValue `'/api/chat'` */
  readonly path?: string;
}

// Ollama has three levels.
const levelOf = (effort: ReasoningEffort): string => (effort === 'minimal' ? 'low' : effort);

/**
 * Ollama's own API, one JSON object per line, of `/api/chat`; lines of `/api/generate` are read
 * too. It needs no token; one for a server behind a gateway is sent as a bearer token. Tool calls
 * come complete, and so do images. The server measures the speed.
 *
 * `done` is the line with `done: true`, with the speed and the usage right before it. More options
 * of the model go into `extraBody`, as in `{ options: { num_ctx: 8192 } }`.
 *
 * @example
 * ```ts
 * import { ollamaChat } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = ollamaChat().decoder();
 * decode({ event: 'message', data: '{"message":{"content":"Hi"},"done":false}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://docs.ollama.com/api/chat
 */
export function ollamaChat({ path = '/api/chat' }: OllamaChatOptions = {}): ChatProtocol<
  StreamEvent,
  ChatRequest
> {
  return defineProtocol({
    name: 'ollamaChat',
    framing: 'ndjson',
    path,
    settings: {
      maxTokens: 'num_predict',
      temperature: 'temperature',
      topP: 'top_p',
      frequencyPenalty: 'frequency_penalty',
      presencePenalty: 'presence_penalty',
      stopSequences: 'stop',
      reasoningEffort: (effort) => ({ think: effort !== 'none' && levelOf(effort) }),
      tools: (tools) => ({ tools: tools.map(functionTool) }),
      toolChoice: (choice) => ({ isOff: choice === 'none' }),
      responseFormat: (format) => ({ format: formatOf(format) }),
    },
    carries,
    check: toolFaults,
    body: (request, { think, tools, isOff, format, ...options }) => ({
      model: request.modelId,
      messages: messages(request),
      stream: true,
      think,
      tools: isOff ? undefined : tools,
      format,
      options,
    }),
    decoder,
  });
}
