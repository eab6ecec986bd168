import type { TokenUsage } from '../../eventDetails.js';

type Counts = { readonly [Name in keyof TokenUsage]: number | null | undefined };

/**
 * Token counts without the absent ones. A total that the server leaves out is the sum.
 *
 * @example
 * ```ts
 * import { tokenUsage } from 'rxjs-chat-stream/protocols';
 *
 * tokenUsage({ inputTokens: 2, outputTokens: 3, reasoningTokens: null });
 * // => { inputTokens: 2, outputTokens: 3, totalTokens: 5 }
 * ```
 */
export function tokenUsage(counts: Counts): TokenUsage {
  const { inputTokens: input, outputTokens: output } = counts;
  const isSum = typeof input === 'number' && typeof output === 'number';
  const totalTokens = counts.totalTokens ?? (isSum ? input + output : undefined);
  return Object.fromEntries(
    Object.entries({ ...counts, totalTokens }).filter(([, value]) => typeof value === 'number'),
  );
}
