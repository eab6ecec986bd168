import { fieldsOf, itemsOf } from '../json/json.js';
import type { Fault } from '../validation.js';

/**
 * Checks that each call of the app has one result, before the user says more and the model goes on,
 * and that each result has its call.
 */
export function unansweredCalls(history: unknown, message: unknown): readonly Fault[] {
  const faults: string[] = [];
  // By the id, which calls of one turn may share: the paths of those that have no result yet, and
  // how many may get one.
  const waiting = new Map<unknown, readonly string[]>();
  const known = new Map<unknown, number>();

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
        known.set(id, (known.get(id) ?? 0) + 1);
        if (providerExecuted) return;
        waiting.set(id, [...(waiting.get(id) ?? []), `history[${at}].toolCalls[${place}]`]);
      });
    }
    if (role === 'tool') {
      const count = known.get(toolCallId) ?? 0;
      if (count === 0) {
        faults.push(`history[${at}].toolCallId must be the id of a call before it`);
      }
      const [, ...rest] = waiting.get(toolCallId) ?? [];
      waiting.set(toolCallId, rest);
      // A result may follow what the user said to the call, but nothing follows a result.
      if (approval == null) known.set(toolCallId, Math.max(count - 1, 0));
    }
  });
  mustBeAnswered(message == null ? 'the model goes on' : 'message');
  return faults;
}
