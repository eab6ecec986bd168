import type { ChatReply, ReplyToolCall } from '../reply/reply.js';
import { isOfThisAnswer } from './isOfThisAnswer.js';
import type { ChatMessage, ToolMessage } from './messages.js';
import { toAssistantMessage } from './toAssistantMessage.js';
import { toToolMessage } from './toToolMessage.js';

const resultsOf = (calls: readonly ReplyToolCall[]): readonly ToolMessage[] =>
  calls
    // The provider has the results of what it ran.
    .filter((call) => 'result' in call && !call.providerExecuted)
    .map(toToolMessage);

/**
 * The turns of a reply for the history: that of the model, and one for each result of a tool that
 * the app or its server ran, as after `withTools`. Calls that wait for the app have none yet.
 *
 * @example
 * ```ts
 * import { emptyReply, reduceReply, toMessages } from 'rxjs-chat-stream';
 * import { contentEvent, toolCallEvent, toolResultEvent } from 'rxjs-chat-stream';
 *
 * const events = [
 *   toolCallEvent({ index: 0, id: 'c1', name: 'add', argumentsText: '{"a":2,"b":3}' }),
 *   toolResultEvent({ id: 'c1', name: 'add', result: 5 }),
 *   contentEvent('It is 5.'),
 * ];
 * const [turn, result] = toMessages(events.reduce(reduceReply, emptyReply));
 * turn?.content; // => 'It is 5.'
 * result; // => { role: 'tool', toolCallId: 'c1', name: 'add', content: '5' }
 * ```
 */
export const toMessages = (reply: ChatReply): readonly ChatMessage[] => {
  const own = reply.toolCalls.filter(isOfThisAnswer);
  const earlier = reply.toolCalls.filter((call) => !isOfThisAnswer(call));
  return [...resultsOf(earlier), toAssistantMessage(reply), ...resultsOf(own)];
};
