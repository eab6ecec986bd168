import { fieldsOf, itemsOf } from '../json/json.js';
import type { Fault } from '../validation.js';

/**
 * Checks that each call of the app has one result, before the user says more and the model goes on,
 * and that each result has its call.
 */
export function unansweredCalls(history: unknown, message: unknown): readonly Fault[] {
  const faults: string[] = [];
  /** The paths of the calls by their ids, and how many of them have a result. */
  const waiting = new Map<unknown, { readonly paths: string[]; answered: number }>();
  /** How many calls of an id may still have a result. */
  const open = new Map<unknown, number>();

  const mustBeAnswered = (before: string): void => {
    for (const { paths, answered } of waiting.values()) {
      for (const path of paths.slice(answered)) {
        faults.push(`${path} must be answered by a turn of the tool before ${before}`);
      }
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
        const calls = waiting.get(id) ?? { paths: [], answered: 0 };
        calls.paths.push(`history[${at}].toolCalls[${place}]`);
        waiting.set(id, calls);
      });
    }
    if (role === 'tool') {
      const left = open.get(toolCallId) ?? 0;
      if (left === 0) faults.push(`history[${at}].toolCallId must be the id of a call before it`);
      const calls = waiting.get(toolCallId);
      if (calls && calls.answered < calls.paths.length) calls.answered++;
      // A result may follow what the user said to the call, but nothing follows a result.
      if (approval == null) open.set(toolCallId, Math.max(0, left - 1));
    }
  });
  mustBeAnswered(message == null ? 'the model goes on' : 'message');
  return faults;
}
