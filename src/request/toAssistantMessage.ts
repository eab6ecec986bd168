import { parseJson } from '../json/json.js';
import type { ChatReply, ReplyToolCall } from '../reply/reply.js';
import { isOfThisAnswer } from './isOfThisAnswer.js';
import type { AssistantMessage, MessageToolCall } from './messages.js';

const toCall = ({ id, name, argumentsText, providerExecuted }: ReplyToolCall): MessageToolCall => ({
  id,
  name,
  argumentsText,
  ...(providerExecuted && { providerExecuted }),
});

/** Whether an answer has ended before it was complete. */
const isCut = ({ status, finishReason }: ChatReply): boolean =>
  /^(?:stopped|error)$/.test(status) || /^(?:length|contentFilter)$/.test(finishReason ?? '');

const isWhole = (call: ReplyToolCall): boolean =>
  'result' in call || (call.name !== '' && parseJson(call.argumentsText) !== undefined);

/**
 * The turn of the model that the next request needs: text, reasoning, calls, and what the provider
 * wants back. Results of calls are turns of their own; see {@link toToolMessage}. JSON, so that an
 * app can store it.
 *
 * A call whose arguments the end of the answer has cut off is left out: nobody can run it, and no
 * provider takes it without a result.
 *
 * @example
 * ```ts
 * import { contentEvent, emptyReply, reduceReply, toAssistantMessage } from 'rxjs-chat-stream';
 *
 * toAssistantMessage(reduceReply(emptyReply, contentEvent('Hi')));
 * // => { role: 'assistant', content: 'Hi' }
 * ```
 */
export function toAssistantMessage(reply: ChatReply): AssistantMessage {
  const { content, reasoning, toolCalls, providerState } = reply;
  const calls = toolCalls
    .filter((call) => isOfThisAnswer(call) && (!isCut(reply) || isWhole(call)))
    .map(toCall);
  return {
    role: 'assistant',
    content,
    ...(reasoning !== '' && { reasoning }),
    ...(calls.length > 0 && { toolCalls: calls }),
    ...(providerState && { providerState }),
  };
}
