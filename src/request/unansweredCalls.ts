import { fieldsOf, itemsOf } from '../json/json.js';
import type { Fault } from '../validation.js';

/**
 * Checks that each call of the app has one result, before the user says more and the model goes on,
 * and that each result has its call.
 */
export function unansweredCalls(history: unknown, message: unknown): readonly Fault[] {
  const faults: string[] = [];
  /** The path of each call that has no result yet. */
  const waiting = new Map<unknown, string>();
  const known = new Set<unknown>();

  const mustBeAnswered = (before: string): void => {
    for (const path of waiting.values()) {
      faults.push(`${path} must be answered by a turn of the tool before ${before}`);
    }
    waiting.clear();
  };

  itemsOf(history).forEach((turn, at) => {
    const { role, toolCalls, toolCallId, approval } = fieldsOf(turn);
    if (role === 'user') mustBeAnswered(`history[${at}]`);
    if (role === 'assistant') {
      itemsOf(toolCalls).forEach((call, place) => {
        const { id, providerExecuted } = fieldsOf(call);
        known.add(id);
        if (!providerExecuted) waiting.set(id, `history[${at}].toolCalls[${place}]`);
      });
    }
    if (role === 'tool') {
      if (!known.has(toolCallId)) {
        faults.push(`history[${at}].toolCallId must be the id of a call before it`);
      }
      waiting.delete(toolCallId);
      // A result may follow what the user said to the call, but nothing follows a result.
      if (approval == null) known.delete(toolCallId);
    }
  });
  mustBeAnswered(message == null ? 'the model goes on' : 'message');
  return faults;
}
