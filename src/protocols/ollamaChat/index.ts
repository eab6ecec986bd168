import type { StreamEvent } from '../../events.js';
import type { ChatRequest } from '../../request/request.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import type { ChatProtocol } from '../protocol.js';
import { body, carriedPart, settings, toolFaults } from './body.js';
import { decoder } from './decoder.js';

/** Options of {@link ollamaChat}. */
export interface OllamaChatOptions {
  /** Appended to the base URL, the host: `http://localhost:11434`. @defaultValue `'/api/chat'` */
  readonly path?: string;
}

/**
 * Ollama's own API, one JSON object per line, of `/api/chat`; lines of `/api/generate` are read
 * too. It needs no token; one for a server behind a gateway is sent as a bearer token. Tool calls
 * come complete, and so do images. The server measures the speed.
 *
 * `done` is the line with `done: true`, with the speed and the usage right before it. More options
 * of the model go into `extraBody`, as in `{ options: { num_ctx: 8192 } }`.
 *
 * A request carries images as data, also in results, and the reasoning of earlier turns. Results
 * are sent in the order of their calls. The model calls tools as it likes.
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
    check: toolFaults,
    settings,
    carries: { part: carriedPart },
    body,
    decoder,
  });
}
