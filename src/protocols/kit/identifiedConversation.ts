import { itemsOf } from '../../json/json.js';
import type { ChatMessage } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { aString, check, type Fault, optional, readable } from '../../validation.js';
import { carriesNothing, messageOf } from './conversation.js';

/** A turn of a protocol whose messages have ids. */
export type IdentifiedMessage = ChatMessage & {
  /** The id of the message, if known; that of an answer is the `responseId` of its `done` event. */
  readonly id?: string | undefined;
};

/** A request of a protocol whose messages have ids. */
export interface IdentifiedRequest extends ChatRequest {
  readonly history?: readonly IdentifiedMessage[] | undefined;
}

/** Checks the ids of the earlier turns. */
export const checkIds = ({ history }: IdentifiedRequest): readonly Fault[] =>
  readable('history', () =>
    Array.from(itemsOf(history), (turn, index) =>
      check(`history[${index}].id`, Object(turn).id, optional(aString)),
    ),
  );

/**
 * The conversation, each message with an id. A missing id is made of the name of the conversation
 * and the message's place in it, so that a message has the same id in every request: servers that
 * store messages recognise it by that.
 */
export const identifiedConversation = (
  request: IdentifiedRequest,
  conversation: string,
): readonly (ChatMessage & { readonly id: string })[] => {
  const turns: readonly IdentifiedMessage[] = [...(request.history ?? []), ...messageOf(request)];
  return [
    {
      id: `${conversation}-system`,
      role: 'system' as const,
      content: request.systemPrompt ?? '',
    },
    ...turns.map(({ id, ...turn }, place) => ({ id: id || `${conversation}-${place}`, ...turn })),
  ].filter((turn) => !carriesNothing(turn));
};
