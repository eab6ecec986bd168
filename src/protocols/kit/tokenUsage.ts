import type { TokenUsage } from '../../eventDetails.js';

type Counts = { readonly [Name in keyof TokenUsage]: number | null | undefined };

/** The counts that are known. */
const finite = (counts: Counts): TokenUsage =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => Number.isFinite(count)));

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
  // A sum with an unknown count is unknown.
  const {
    inputTokens = NaN,
    outputTokens = NaN,
    totalTokens,
    reasoningTokens = 0,
  } = finite(counts);
  const whole = outputTokens + reasoningTokens;
  const isApart = reasoningTokens !== 0 && inputTokens + whole === totalTokens;
  const output = isApart ? whole : outputTokens;
  return finite({
    ...counts,
    outputTokens: output,
    totalTokens: totalTokens ?? inputTokens + output,
  });
}
