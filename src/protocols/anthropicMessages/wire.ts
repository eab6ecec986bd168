import * as t from 'io-ts';
import type { FinishReason, TokenUsage } from '../../eventDetails.js';
import { count, orNull, struct, text } from '../kit/codecs.js';
import { tokenUsage } from '../kit/tokenUsage.js';

const usage = /*#__PURE__*/ struct({
  input_tokens: count,
  output_tokens: count,
  cache_creation_input_tokens: count,
  cache_read_input_tokens: count,
  output_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ thinking_tokens: count })),
});

export type Usage = {
  readonly [Name in keyof t.TypeOf<typeof usage>]: t.TypeOf<typeof usage>[Name] | undefined;
};

export const messageStart = /*#__PURE__*/ struct({
  message: /*#__PURE__*/ struct({ id: text, model: text, usage: /*#__PURE__*/ orNull(usage) }),
});
export const messageDelta = /*#__PURE__*/ struct({
  delta: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ stop_reason: text })),
  usage: /*#__PURE__*/ orNull(usage),
});

const typed = /*#__PURE__*/ struct({ type: t.string });

/** A `content_block_start` of any type, and those that are read. */
export const blockStart = /*#__PURE__*/ struct({ content_block: typed });
export const textStart = /*#__PURE__*/ struct({ content_block: /*#__PURE__*/ struct({ text }) });
export const thinkingStart = /*#__PURE__*/ struct({
  content_block: /*#__PURE__*/ struct({ thinking: text }),
});
export const toolUseStart = /*#__PURE__*/ struct({
  index: t.number,
  content_block: /*#__PURE__*/ struct({ id: t.string, name: t.string, input: t.unknown }),
});

/** A `content_block_delta` of any type, and those that are read. */
export const blockDelta = /*#__PURE__*/ struct({ delta: typed });
export const textDelta = /*#__PURE__*/ struct({ delta: /*#__PURE__*/ struct({ text: t.string }) });
export const thinkingDelta = /*#__PURE__*/ struct({
  delta: /*#__PURE__*/ struct({ thinking: t.string }),
});
export const inputJsonDelta = /*#__PURE__*/ struct({
  index: t.number,
  delta: /*#__PURE__*/ struct({ partial_json: t.string }),
});

export const blockStop = /*#__PURE__*/ struct({ index: t.number });

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'toolCalls'],
  ['refusal', 'contentFilter'],
]);

export const toFinishReason = (reason: string): FinishReason =>
  finishReasons.get(reason) ?? 'other';

/** Joins the counts of two messages. They are cumulative; a count that is not repeated stays. */
export const mergeUsage = (earlier: Usage, later: Usage): Usage => ({
  input_tokens: later.input_tokens ?? earlier.input_tokens,
  output_tokens: later.output_tokens ?? earlier.output_tokens,
  cache_creation_input_tokens:
    later.cache_creation_input_tokens ?? earlier.cache_creation_input_tokens,
  cache_read_input_tokens: later.cache_read_input_tokens ?? earlier.cache_read_input_tokens,
  output_tokens_details: later.output_tokens_details ?? earlier.output_tokens_details,
});

export const toUsage = (wire: Usage): TokenUsage =>
  tokenUsage({
    // Anthropic counts cached input apart; other providers include it.
    inputTokens:
      typeof wire.input_tokens === 'number'
        ? wire.input_tokens +
          (wire.cache_creation_input_tokens ?? 0) +
          (wire.cache_read_input_tokens ?? 0)
        : undefined,
    outputTokens: wire.output_tokens,
    reasoningTokens: wire.output_tokens_details?.thinking_tokens,
    cachedInputTokens: wire.cache_read_input_tokens,
  });
