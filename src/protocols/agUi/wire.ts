import * as t from 'io-ts';
import type { FinishReason, TokenUsage } from '../../eventDetails.js';
import { count, list, listOf, oneOf, orNull, struct, text } from '../kit/codecs.js';
import { noEvents } from '../kit/events.js';
import type { SummaryNote } from '../kit/summary.js';
import { tokenUsage } from '../kit/tokenUsage.js';

const partFields = {
  messageId: text,
  role: text,
  toolCallId: text,
  toolCallName: text,
  subagentRunId: text,
};
/** Begins or continues a message or a call; `content` events must have a delta. */
export const part = /*#__PURE__*/ struct({ ...partFields, delta: text });
export const content = /*#__PURE__*/ struct({ ...partFields, delta: t.string });

const usage = /*#__PURE__*/ struct({
  model: text,
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  reasoningTokens: count,
  cachedInputTokens: count,
  promptTokens: count,
  completionTokens: count,
});

/** A `RUN_FINISHED`; a `RUN_ERROR` may have the same usage. */
export const runEnd = /*#__PURE__*/ struct({
  outcome: /*#__PURE__*/ orNull(
    /*#__PURE__*/ oneOf(
      'an outcome',
      t.string,
      /*#__PURE__*/ struct({
        type: text,
        pendingToolCallIds: /*#__PURE__*/ list(t.string),
      }),
    ),
  ),
  // TanStack AI sent a single object before the protocol defined usage.
  usage: /*#__PURE__*/ orNull(
    /*#__PURE__*/ oneOf('token counts', /*#__PURE__*/ listOf(usage), usage),
  ),
});

export type Part = t.TypeOf<typeof part>;
export type RunEnd = t.TypeOf<typeof runEnd>;

const toUsage = (wire: t.TypeOf<typeof usage>): TokenUsage =>
  tokenUsage({
    inputTokens: wire.inputTokens ?? wire.promptTokens,
    outputTokens: wire.outputTokens ?? wire.completionTokens,
    totalTokens: wire.totalTokens,
    reasoningTokens: wire.reasoningTokens,
    cachedInputTokens: wire.cachedInputTokens,
  });

export const addUsage = (a: TokenUsage, b: TokenUsage): TokenUsage => {
  const sums = new Map<string, number>(Object.entries(a));
  for (const [name, tokens] of Object.entries(b)) sums.set(name, tokens + (sums.get(name) ?? 0));
  return Object.fromEntries(sums);
};

export const toFinishReason = ({ outcome: wire }: RunEnd): FinishReason | undefined => {
  const outcome = typeof wire === 'string' ? { type: wire, pendingToolCallIds: noEvents } : wire;
  if (outcome?.type && outcome.type !== 'success') return 'other';
  return outcome?.pendingToolCallIds?.length ? 'toolCalls' : undefined;
};

/** The token counts of a run, and the last model named in them. */
export const usageIn = ({ usage: wire }: RunEnd): SummaryNote<TokenUsage> => {
  const all = [wire ?? []].flat();
  return {
    model: all.reduce<string | null | undefined>((last, { model }) => model || last, undefined),
    usage: all.map(toUsage).reduce(addUsage, {}),
  };
};
