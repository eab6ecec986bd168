import type { MessageToolCall } from '../../request/messages.js';
import type { CallResult } from './callResult.js';

/** The calls of a turn, and their results. */
interface Answered {
  readonly calls: readonly MessageToolCall[];
  readonly results: readonly CallResult[];
}

/**
 * Gives each call of a turn an id of its own. Calls of several rounds share one where the server
 * numbers them anew in each answer; their results are in the order of the calls. The last call
 * keeps the id, since the state of the turn is of the last round.
 */
export const uniqueCalls = ({ calls, results }: Answered): Answered => {
  const totals = new Map<string, number>();
  for (const { id } of calls) totals.set(id, (totals.get(id) ?? 0) + 1);
  if (totals.size === calls.length) return { calls, results };

  const naming = () => {
    const counts = new Map<string, number>();
    return (id: string): string => {
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return count < (totals.get(id) ?? 0) ? `${id}_${count}` : id;
    };
  };
  const ofCall = naming();
  const ofResult = naming();
  return {
    calls: calls.map((call) => ({ ...call, id: ofCall(call.id) })),
    results: results.map((result) => ({ ...result, toolCallId: ofResult(result.toolCallId) })),
  };
};
