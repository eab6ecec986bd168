import type { ChatMessage, ChatRequest } from '../../request/request.js';

/** The earlier turns that have content, without fields that are not ours. */
export const turnsOf = ({ history }: ChatRequest): readonly ChatMessage[] =>
  (history ?? [])
    .filter(({ content }) => content.trim() !== '')
    .map(({ role, content }) => ({ role, content }));

/**
 * The conversation as most protocols take it: system prompt, earlier turns, new message.
 *
 * @example
 * ```ts
 * import { conversation } from 'rxjs-chat-stream/protocols';
 *
 * conversation({ message: 'Hi', modelId: 'a-model', systemPrompt: 'Be brief.' });
 * // => [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Hi' }]
 * ```
 */
export const conversation = (request: ChatRequest): readonly ChatMessage[] => [
  ...(request.systemPrompt ? [{ role: 'system', content: request.systemPrompt } as const] : []),
  ...turnsOf(request),
  { role: 'user', content: request.message },
];
