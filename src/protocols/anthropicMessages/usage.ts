import type { TokenUsage } from '../../eventDetails.js';
import {
  count,
  list,
  orNull,
  struct,
  text,
  type TypeOf,
  type TypeOfFields,
} from '../kit/codecs.js';
import { mergeCounts } from '../kit/summary.js';
import { tokenUsage } from '../kit/tokenUsage.js';

const counts = {
  input_tokens: count,
  output_tokens: count,
  cache_creation_input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count }),
  ),
};

export const usage = /*#__PURE__*/ struct({
  ...counts,
  output_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ thinking_tokens: count })),
  // One entry for each time that the model ran, where the server runs tools or compacts.
  iterations: /*#__PURE__*/ list(/*#__PURE__*/ struct({ ...counts, type: text })),
});

type Optional<T> = { readonly [Name in keyof T]: T[Name] | undefined };
export type Usage = Optional<TypeOf<typeof usage>>;
type Counts = Optional<TypeOfFields<typeof counts>>;
type Count = number | null | undefined;

const sum = (all: readonly Count[]): number | undefined => {
  const known = all.filter((each) => typeof each === 'number');
  return known.length === 0 ? undefined : known.reduce((some, each) => some + each);
};

/** Anthropic counts cached input apart; other providers include it. */
const totals = (wire: Counts) => {
  const { cache_read_input_tokens: cached, cache_creation: byLifetime } = wire;
  const written =
    wire.cache_creation_input_tokens ??
    sum([byLifetime?.ephemeral_5m_input_tokens, byLifetime?.ephemeral_1h_input_tokens]);
  return {
    input: wire.input_tokens == null ? undefined : sum([wire.input_tokens, written, cached]),
    output: wire.output_tokens,
    cached,
    written,
  };
};

type Totals = ReturnType<typeof totals>;

const sumOf = (all: readonly Totals[], name: keyof Totals): number | undefined =>
  sum(all.map((each) => each[name]));

/**
 * The totals of all runs of the model. Those of the message leave out what compaction took, and all
 * but the first input around an advisor. The tokens of an advisor are another model's, and count
 * apart. After a fallback, the totals of the message are those of the model that answered.
 */
const totalsOf = (wire: Usage): Totals => {
  const runs = wire.iterations ?? [];
  const ofType = (wanted: string): readonly Totals[] =>
    runs.filter(({ type }) => type === wanted).map(totals);
  const messages = ofType('message');
  const isListed = messages.length > 0 && ofType('fallback_message').length === 0;
  const all = [...(isListed ? messages : [totals(wire)]), ...ofType('compaction')];
  return {
    input: sumOf(all, 'input'),
    output: sumOf(all, 'output'),
    cached: sumOf(all, 'cached'),
    written: sumOf(all, 'written'),
  };
};

const noInput = {
  input_tokens: undefined,
  cache_creation_input_tokens: undefined,
  cache_read_input_tokens: undefined,
  cache_creation: undefined,
};

/**
 * Joins the counts of two messages. They are cumulative; a count that is not repeated stays. So
 * does an input where the later message has 0: no prompt is empty, but relays forget it.
 */
export const mergeUsage = (earlier: Usage, later: Usage): Usage =>
  mergeCounts(earlier, totals(later).input === 0 ? { ...later, ...noInput } : later);

export const toUsage = (wire: Usage): TokenUsage => {
  const { input, output, cached, written } = totalsOf(wire);
  return tokenUsage({
    inputTokens: input,
    outputTokens: output,
    reasoningTokens: wire.output_tokens_details?.thinking_tokens,
    cachedInputTokens: cached,
    cacheWriteTokens: written,
  });
};
