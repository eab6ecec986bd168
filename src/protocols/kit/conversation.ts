import type { ChatMessage, UserMessage, UserPart } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';

const hasText = (text: string | null | undefined): boolean => Boolean(text?.trim());

/** Whether what a user says has anything in it. */
export const isBlank = (content: string | readonly UserPart[]): boolean =>
  typeof content === 'string'
    ? !hasText(content)
    : content.every((part) => part.type === 'text' && !hasText(part.text));

/** Whether a turn has nothing to send. */
export const carriesNothing = (turn: ChatMessage): boolean => {
  switch (turn.role) {
    case 'tool':
      return false;
    case 'assistant':
      return (
        !hasText(turn.content) &&
        !hasText(turn.reasoning) &&
        !turn.toolCalls?.length &&
        !turn.providerState
      );
    default:
      return isBlank(turn.content);
  }
};

/** The earlier turns that carry something. */
export const turnsOf = ({ history }: ChatRequest): readonly ChatMessage[] =>
  (history ?? []).filter((turn) => !carriesNothing(turn));

/** What the user says now, as a turn; none where the history ends with the turn of a tool. */
export const messageOf = ({ message }: ChatRequest): readonly UserMessage[] =>
  message == null ? [] : [{ role: 'user', content: message }];

/**
 * The conversation in order: system prompt, earlier turns, new message.
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
  ...messageOf(request),
];
