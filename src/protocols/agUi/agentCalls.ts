import { isFields } from '../../json/json.js';
import { isBlank, type ToolCallDelta } from '../kit/callRegistry.js';
import { type Events, noEvents } from '../kit/events.js';
import { messageJson } from '../kit/messageJson.js';
import { toolCalls, type ToolCalls } from '../kit/toolCalls.js';
import { type CallResult, extrasOf, type Part } from './wire.js';

/** Assembles the tool calls of the agent. */
export interface AgentCalls extends Pick<ToolCalls, 'count' | 'end' | 'isWaiting'> {
  readonly add: (from: Partial<Part>) => Events;
  /** Takes the end of a call, with the arguments for the case that it has had none. */
  readonly complete: (id: string, argumentsText: string) => Events;
  /** Takes a call that comes at once. */
  readonly addWhole: (call: ToolCallDelta) => Events;
  readonly result: (result: CallResult) => Events;
  /** Notes that a call waits for the user to approve it. */
  readonly ask: (id: string, approvalId: string) => Events;
  /** Whether an id names a call of this answer that has no result. */
  readonly isOpen: (id: string) => boolean;
  /** Completes the calls whose end has not come. */
  readonly completeAll: () => Events;
}

// Most tools return JSON, as text. A number may be an id, so only objects and lists are taken for it.
const resultOf = (content: unknown): unknown => {
  if (typeof content !== 'string') return content;
  const json = messageJson({ event: 'message', data: content });
  return isFields(json) || Array.isArray(json) ? json : content;
};

/** @param onBegin called when a call begins */
export function agentCalls(onBegin: () => void): AgentCalls {
  const { push, complete, result, count, end, isWaiting } = toolCalls();
  const known = new Map<string, { isComplete: boolean; hasResult: boolean }>();
  // Calls under the id of one that is complete: the same again, or another, which the end tells.
  const again = new Map<string, { readonly name: string; text: string }>();
  let latestId = '';

  const completeAgain = (id: string): Events => {
    const { name, text } = again.get(id) ?? { name: '', text: '' };
    again.delete(id);
    const events = complete({ id, name, argumentsText: isBlank(text) ? '{}' : text });
    if (events.length > 0) known.set(id, { isComplete: true, hasResult: false });
    return events;
  };

  return {
    add: ({ toolCallId, toolCallName: name, delta }) => {
      const id = toolCallId || latestId;
      latestId = id;
      const repeated = again.get(id);
      if (repeated !== undefined) {
        repeated.text += delta ?? '';
        return noEvents;
      }
      const call = known.get(id);
      if (call?.isComplete && name) {
        again.set(id, { name, text: delta ?? '' });
        return noEvents;
      }
      if (id && call === undefined) {
        known.set(id, { isComplete: false, hasResult: false });
        onBegin();
      }
      return push({ id: toolCallId, name, argumentsText: delta ?? '' });
    },
    complete: (id, argumentsText) => {
      if (again.has(id)) return completeAgain(id);
      const call = known.get(id);
      if (call === undefined || call.isComplete) return noEvents;
      call.isComplete = true;
      return complete({ id, argumentsText });
    },
    addWhole: (call) => {
      if (call.id) known.set(call.id, { isComplete: true, hasResult: false });
      return complete(call);
    },
    result: (from) => {
      const { toolCallId: id, content, error } = from;
      const call = known.get(id);
      if (call !== undefined) call.hasResult = true;
      const isError = Boolean(error) || extrasOf(from)['state'] === 'output-error';
      return result({ id, result: resultOf(content), isError });
    },
    ask: (id, approvalId) => push({ id, argumentsText: '', approvalId }),
    isOpen: (id) => known.get(id)?.hasResult === false,
    completeAll: () => [...again.keys()].flatMap(completeAgain),
    count,
    end,
    isWaiting,
  };
}
