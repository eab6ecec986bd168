import type { ChatReply, ReplyToolCall } from '../reply/reply.js';
import type { AssistantMessage, MessageToolCall } from './messages.js';

const toCall = ({ id, name, argumentsText, providerExecuted }: ReplyToolCall): MessageToolCall => ({
  id,
  name,
  argumentsText,
  ...(providerExecuted && { providerExecuted }),
});

// A result whose call was in an earlier answer makes a call without arguments in the reply.
const isOfThisAnswer = ({ argumentsText, ...call }: ReplyToolCall): boolean =>
  argumentsText !== '' || !('result' in call);

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
  const calls = toolCalls.filter(isOfThisAnswer).map(toCall);
  return {
    role: 'assistant',
    content,
    ...(reasoning !== '' && { reasoning }),
    ...(calls.length > 0 && { toolCalls: calls }),
    ...(providerState && { providerState }),
  };
};
