import type { ChatReply, ReplyToolCall } from '../reply/reply.js';
import type { AssistantMessage, MessageToolCall } from './messages.js';

const toCall = ({ id, name, argumentsText, providerExecuted }: ReplyToolCall): MessageToolCall => ({
  id,
  name,
  argumentsText,
  ...(providerExecuted && { providerExecuted }),
});

/**
 * The turn of the model that the next request needs: text, reasoning, calls, and what the provider
 * wants back. Results of calls are turns of their own; see {@link toToolMessage}. JSON, so that an
 * app can store it.
 *
 * @example
 * ```ts
 * import { contentEvent, emptyReply, reduceReply, toAssistantMessage } from 'rxjs-chat-stream';
 *
 * toAssistantMessage(reduceReply(emptyReply, contentEvent('Hi')));
 * // => { role: 'assistant', content: 'Hi' }
 * ```
 */
export const toAssistantMessage = ({
  content,
  reasoning,
  toolCalls,
  providerState,
}: ChatReply): AssistantMessage => {
  // A result that came without its call has made one without a name.
  const named = toolCalls.filter(({ name }) => name !== '');
  return {
    role: 'assistant',
    content,
    ...(reasoning !== '' && { reasoning }),
    ...(named.length > 0 && { toolCalls: named.map(toCall) }),
    ...(providerState && { providerState }),
  };
};
