import { fieldsOf, itemsOf } from '../json/json.js';
import type { Fault } from '../validation.js';

/**
 * Checks that each call of the app has one result, before the user says more and the model goes on,
 * and that each result has its call.
 */
export function unansweredCalls(history: unknown, message: unknown): readonly Fault[] {
  const faults: string[] = [];
  /** The paths of the calls that have no result yet, by their ids. An id may name several. */
  const waiting = new Map<unknown, string[]>();
  /** How many calls of an id may still have a result. */
  const open = new Map<unknown, number>();

  const mustBeAnswered = (before: string): void => {
    for (const path of [...waiting.values()].flat()) {
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
        open.set(id, (open.get(id) ?? 0) + 1);
        if (providerExecuted) return;
        const paths = waiting.get(id) ?? [];
        paths.push(`history[${at}].toolCalls[${place}]`);
        waiting.set(id, paths);
      });
    }
    if (role === 'tool') {
      const calls = open.get(toolCallId) ?? 0;
      if (calls === 0) faults.push(`history[${at}].toolCallId must be the id of a call before it`);
      waiting.get(toolCallId)?.shift();
      // A result may follow what the user said to the call, but nothing follows a result.
      if (approval == null) open.set(toolCallId, Math.max(0, calls - 1));
    }
  });
  mustBeAnswered(message == null ? 'the model goes on' : 'message');
  return faults;
}
