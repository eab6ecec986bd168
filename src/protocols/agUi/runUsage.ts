import type { TokenUsage } from '../../eventDetails.js';
import { fieldsOf } from '../../json/json.js';
import { count, listOf, oneOf, orNull, rate, struct, text, type TypeOf } from '../kit/codecs.js';
import type { SummaryNote } from '../kit/summary.js';
import { tokenUsage } from '../kit/tokenUsage.js';

const usage = /*#__PURE__*/ struct({
  model: text,
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  reasoningTokens: count,
  cachedInputTokens: count,
  cacheWriteInputTokens: count,
  // The names of TanStack AI.
  promptTokens: count,
  completionTokens: count,
  promptTokensDetails: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ cachedTokens: count, cacheWriteTokens: count }),
  ),
  completionTokensDetails: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reasoningTokens: count })),
  cost: /*#__PURE__*/ orNull(rate),
});

/** The token counts of a run: one for each model. */
export const runUsage = /*#__PURE__*/ orNull(
  // TanStack AI sent a single object before the protocol defined usage.
  /*#__PURE__*/ oneOf('token counts', /*#__PURE__*/ listOf(usage), usage),
);

const toUsage = (wire: TypeOf<typeof usage>): TokenUsage =>
  tokenUsage({
    inputTokens: wire.inputTokens ?? wire.promptTokens,
    outputTokens: wire.outputTokens ?? wire.completionTokens,
    totalTokens: wire.totalTokens,
    reasoningTokens: wire.reasoningTokens ?? wire.completionTokensDetails?.reasoningTokens,
    cachedInputTokens: wire.cachedInputTokens ?? wire.promptTokensDetails?.cachedTokens,
    cacheWriteTokens: wire.cacheWriteInputTokens ?? wire.promptTokensDetails?.cacheWriteTokens,
    cost: wire.cost,
  });

/** The sums of counts; `tokenUsage` leaves out those that are not finite. */
export const addUsage = (a: TokenUsage, b: TokenUsage): TokenUsage => {
  const sums = new Map<string, number>(Object.entries(a));
  for (const [name, tokens] of Object.entries(b)) sums.set(name, tokens + (sums.get(name) ?? 0));
  return Object.fromEntries(sums);
};

/** The token counts of a run, and the last model named in them. */
export const usageIn = (run: {
  readonly usage: TypeOf<typeof runUsage>;
  readonly metadata: unknown;
}): SummaryNote<TokenUsage> => {
  // What the protocol has no field for, such as the cost.
  const { usage: more } = fieldsOf(fieldsOf(run.metadata)['tanstack']);
  const all = [run.usage ?? [], usage.is(more) ? more : []].flat();
  return {
    model: all.reduce<string | null | undefined>((last, { model }) => model || last, undefined),
    usage: all.map(toUsage).reduce(addUsage, {}),
  };
};
