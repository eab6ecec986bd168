import type { TokenUsage } from '../../eventDetails.js';
import { fieldsOf, has } from '../../json/json.js';
import { count, orNull, struct } from '../kit/codecs.js';
import type { SummaryNote } from '../kit/summary.js';
import { tokenUsage } from '../kit/tokenUsage.js';

const usage = /*#__PURE__*/ struct({
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  reasoningTokens: count,
  cachedInputTokens: count,
  inputTokenDetails: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ cacheReadTokens: count, cacheWriteTokens: count }),
  ),
  outputTokenDetails: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reasoningTokens: count })),
});

/** The token counts of a message: in `totalUsage`, in `usage`, or among the rest. */
const usageIn = (metadata: unknown): TokenUsage | undefined => {
  const wire = has('totalUsage', 'usage')(metadata)
    ? (metadata.totalUsage ?? metadata.usage)
    : metadata;
  if (!usage.is(wire)) return undefined;
  const counts = tokenUsage({
    inputTokens: wire.inputTokens,
    outputTokens: wire.outputTokens,
    totalTokens: wire.totalTokens,
    reasoningTokens: wire.outputTokenDetails?.reasoningTokens ?? wire.reasoningTokens,
    cachedInputTokens: wire.inputTokenDetails?.cacheReadTokens ?? wire.cachedInputTokens,
    cacheWriteTokens: wire.inputTokenDetails?.cacheWriteTokens,
  });
  return Object.keys(counts).length === 0 ? undefined : counts;
};

/**
 * What the metadata of a message says of the answer. The app decides what is there, so metadata of
 * another shape is not malformed.
 */
export function noteIn(metadata: unknown): SummaryNote<TokenUsage> {
  const { model, modelId } = fieldsOf(metadata);
  const name = model ?? modelId;
  return { usage: usageIn(metadata), model: typeof name === 'string' ? name : undefined };
}
