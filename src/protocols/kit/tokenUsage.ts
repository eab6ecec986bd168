import type { TokenUsage } from '../../eventDetails.js';

type Counts = { readonly [Name in keyof TokenUsage]: number | null | undefined };

/** The sum of two counts, where both are known and the sum is finite. */
const sumOf = (some: number | undefined, more: number | undefined): number | undefined => {
  const sum = some === undefined || more === undefined ? undefined : some + more;
  return Number.isFinite(sum) ? sum : undefined;
};

const known = (count: number | null | undefined): number | undefined =>
  typeof count === 'number' && Number.isFinite(count) ? count : undefined;

/**
 * Token counts without the absent ones. A total that the server leaves out is the sum. Output
 * tokens include those of the reasoning: where the total shows that the server left them out, they
 * are added.
 *
 * @example
 * ```ts
 * import { tokenUsage } from 'rxjs-chat-stream/protocols';
 *
 * tokenUsage({ inputTokens: 2, outputTokens: 3, reasoningTokens: null });
 * // => { inputTokens: 2, outputTokens: 3, totalTokens: 5 }
 * tokenUsage({ inputTokens: 2, outputTokens: 3, totalTokens: 9, reasoningTokens: 4 });
 * // => { inputTokens: 2, outputTokens: 7, totalTokens: 9, reasoningTokens: 4 }
 * ```
 */
export function tokenUsage(counts: Counts): TokenUsage {
  const input = known(counts.inputTokens);
  const output = known(counts.outputTokens);
  const total = known(counts.totalTokens);
  const reasoning = known(counts.reasoningTokens);
  const whole = sumOf(output, reasoning);
  const isApart = Boolean(reasoning) && total !== undefined && sumOf(input, whole) === total;
  const outputTokens = isApart ? whole : output;
  const totalTokens = total ?? sumOf(input, outputTokens);
  return Object.fromEntries(
    Object.entries({ ...counts, outputTokens, totalTokens }).filter(
      ([, count]) => typeof count === 'number' && Number.isFinite(count),
    ),
  );
}
