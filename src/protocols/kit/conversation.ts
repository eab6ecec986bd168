import type { ChatMessage, ChatRequest } from '../../request/request.js';

/** A turn of a conversation whose messages have ids. */
export interface IdentifiedMessage extends ChatMessage {
  /** The id of the message, if you know it: that of an answer is the `responseId` of its `done`. */
  readonly id?: string | undefined;
}

/** A request of a wire whose messages have ids. */
export interface IdentifiedRequest extends ChatRequest {
  readonly history?: readonly IdentifiedMessage[] | undefined;
}

/**
 * The whole conversation, each message with an id. One that is not given is made of the name of the conversation and the place of
 * the message in it, so that a message has the same id in every request: servers that store messages know them by it.
 */
export const identifiedConversationOf = (
  { systemPrompt, history, message }: IdentifiedRequest,
  conversation: string,
): readonly Required<IdentifiedMessage>[] =>
  [
    { id: `${conversation}-system`, role: 'system', content: systemPrompt ?? '' } as const,
    ...[...(history ?? []), { role: 'user', content: message } as const].map(
      ({ id, role, content }: IdentifiedMessage, place) => ({
        id: id || `${conversation}-${place}`,
        role,
        content,
      }),
    ),
  ].filter(({ content }) => content.trim() !== '');
