import type { TokenUsage } from '../../eventDetails.js';
import { type Fields, fieldsOf, isFields } from '../../json/json.js';
import { count, orNull, struct, type TypeOf, unknown } from '../kit/codecs.js';
import { tokenUsage } from '../kit/tokenUsage.js';

/** The usage of a chunk, as far as it is checked. */
export const usage = /*#__PURE__*/ struct({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ cached_tokens: count })),
  completion_tokens_details: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ reasoning_tokens: count }),
  ),
  cost: unknown,
});

export type Usage = TypeOf<typeof usage>;

/** The first of the values that is a number from 0. */
const firstCount = (...values: readonly unknown[]): number | undefined =>
  values.find(
    (value): value is number => typeof value === 'number' && value >= 0 && value < Infinity,
  );

/** The usage in our terms; each count under the names that servers have for it. */
export const toUsage = (wire: Usage): TokenUsage => {
  const all: Fields = wire;
  const inputs: Fields = {
    ...fieldsOf(all['input_tokens_details']),
    ...wire.prompt_tokens_details,
  };
  const outputs: Fields = {
    ...fieldsOf(all['output_tokens_details']),
    ...wire.completion_tokens_details,
  };
  return tokenUsage({
    inputTokens: firstCount(wire.prompt_tokens, all['input_tokens']),
    outputTokens: firstCount(wire.completion_tokens, all['output_tokens']),
    totalTokens: wire.total_tokens,
    // Together and Perplexity have it on top.
    reasoningTokens: firstCount(outputs['reasoning_tokens'], all['reasoning_tokens']),
    cachedInputTokens: firstCount(
      inputs['cached_tokens'],
      // DeepSeek; Moonshot; Mistral; servers in front of Anthropic.
      all['prompt_cache_hit_tokens'],
      all['cached_tokens'],
      all['num_cached_tokens'],
      all['cache_read_input_tokens'],
      inputs['cache_read_input_tokens'],
    ),
    cacheWriteTokens: firstCount(
      // OpenRouter; LiteLLM; Alibaba and servers in front of Anthropic.
      inputs['cache_write_tokens'],
      inputs['cache_creation_tokens'],
      inputs['cache_creation_input_tokens'],
      all['cache_creation_input_tokens'],
      all['cache_write_tokens'],
    ),
    // OpenRouter and AI gateways; Perplexity; Venice; DeepInfra.
    cost: firstCount(
      wire.cost,
      fieldsOf(wire.cost)['total_cost'],
      fieldsOf(wire.cost)['usd'],
      all['estimated_cost'],
    ),
  });
};

/** The usage with the cost that Venice has beside it. */
export const withCost = (wire: Usage, { cost }: Fields): Usage =>
  isFields(cost) ? { ...wire, cost } : wire;

// A speed over less than 50 ms is chance.
const MIN_SECONDS = 0.05;

const rate = (tokens: unknown, seconds: unknown): number | undefined =>
  typeof tokens === 'number' && typeof seconds === 'number' && seconds >= MIN_SECONDS
    ? tokens / seconds
    : undefined;

/** The speed that a server reports with the usage, in tokens per second. */
export const speedIn = (wire: Usage, chunk: Fields): number | undefined => {
  const all: Fields = wire;
  return firstCount(
    // gpustack; mistral.rs; SambaNova; LM Studio.
    all['tokens_per_second'],
    all['avg_compl_tok_per_sec'],
    all['completion_tokens_per_sec'],
    fieldsOf(chunk['stats'])['tokens_per_second'],
    // Groq; Cerebras.
    rate(wire.completion_tokens, all['completion_time']),
    rate(wire.completion_tokens, fieldsOf(chunk['time_info'])['completion_time']),
  );
};
