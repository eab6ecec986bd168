import type { TokenUsage } from '../../eventDetails.js';
import { count, orNull, struct, type TypeOf } from '../kit/codecs.js';
import { tokenUsage } from '../kit/tokenUsage.js';

export const usageMetadata = /*#__PURE__*/ orNull(
  /*#__PURE__*/ struct({
    promptTokenCount: count,
    toolUsePromptTokenCount: count,
    candidatesTokenCount: count,
    thoughtsTokenCount: count,
    cachedContentTokenCount: count,
    totalTokenCount: count,
  }),
);
export type Usage = NonNullable<TypeOf<typeof usageMetadata>>;

type Count = number | null | undefined;

const sum = (some: Count, more: Count): Count => (some == null ? more : some + (more ?? 0));

/**
 * Input includes what tools of the server gave the model to read, and output includes thoughts. The
 * total shows an input that is left out.
 */
export const toUsage = (wire: Usage): TokenUsage => {
  const output = sum(wire.candidatesTokenCount, wire.thoughtsTokenCount);
  const total = wire.totalTokenCount;
  const rest = total == null || output == null || total <= output ? undefined : total - output;
  return tokenUsage({
    inputTokens:
      wire.promptTokenCount == null
        ? rest
        : sum(wire.promptTokenCount, wire.toolUsePromptTokenCount),
    outputTokens: output,
    totalTokens: total,
    reasoningTokens: wire.thoughtsTokenCount,
    cachedInputTokens: wire.cachedContentTokenCount,
  });
};
