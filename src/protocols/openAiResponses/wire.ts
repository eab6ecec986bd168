import * as t from 'io-ts';
import type { FinishReason, TokenUsage } from '../../eventDetails.js';
import { count, list, orNull, struct, text } from '../kit/codecs.js';
import { timings } from '../kit/providerCodecs.js';
import { tokenUsage } from '../kit/tokenUsage.js';

const index = /*#__PURE__*/ orNull(t.number);
const place = { item_id: text, output_index: index };

/** Any `*.delta` event. */
export const delta = /*#__PURE__*/ struct({ ...place, delta: t.string });

/** Any `*.done` event of a part: the complete text or arguments. */
export const done = /*#__PURE__*/ struct({
  ...place,
  content_index: index,
  summary_index: index,
  text,
  refusal: text,
  arguments: text,
});

const parts = /*#__PURE__*/ list(/*#__PURE__*/ struct({ type: text, text, refusal: text }));

/** An `output_item` event of a message or of reasoning. */
export const textItem = /*#__PURE__*/ struct({
  output_index: index,
  item: /*#__PURE__*/ struct({ id: text, summary: parts, content: parts }),
});

/** An `output_item` event of a function call (`arguments`) or a custom tool call (`input`). */
export const callItem = /*#__PURE__*/ struct({
  output_index: index,
  item: /*#__PURE__*/ struct({
    call_id: t.string,
    name: t.string,
    id: text,
    arguments: text,
    input: text,
  }),
});

const usage = /*#__PURE__*/ struct({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  input_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ cached_tokens: count })),
  output_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reasoning_tokens: count })),
});
const response = /*#__PURE__*/ struct({
  id: text,
  model: text,
  usage: /*#__PURE__*/ orNull(usage),
  incomplete_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reason: text })),
  output: /*#__PURE__*/ list(t.unknown),
  error: t.unknown,
});

/** An event about the response as a whole, such as `response.completed`. */
export const lifecycleEvent = /*#__PURE__*/ struct({ response });

/** Any event of llama.cpp may carry its speed. */
export const speed = /*#__PURE__*/ struct({ timings });

export type CallItem = t.TypeOf<typeof callItem>;
export type Response = t.TypeOf<typeof response>;
export type TextItem = t.TypeOf<typeof textItem>;

const incompleteReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['max_output_tokens', 'length'],
  ['content_filter', 'contentFilter'],
]);

export const toFinishReason = (
  { incomplete_details: details }: Response,
  isComplete: boolean,
): FinishReason =>
  isComplete && !details?.reason
    ? 'stop'
    : (incompleteReasons.get(details?.reason ?? '') ?? 'other');

export const toUsage = (wire: t.TypeOf<typeof usage>): TokenUsage =>
  tokenUsage({
    inputTokens: wire.input_tokens,
    outputTokens: wire.output_tokens,
    totalTokens: wire.total_tokens,
    reasoningTokens: wire.output_tokens_details?.reasoning_tokens,
    cachedInputTokens: wire.input_tokens_details?.cached_tokens,
  });
