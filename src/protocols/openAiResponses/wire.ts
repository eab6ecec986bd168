import type { FinishReason, TokenUsage } from '../../eventDetails.js';
import { isFields } from '../../json/json.js';
import {
  count,
  list,
  number,
  oneOf,
  orNull,
  rate,
  string,
  struct,
  text,
  type TypeOf,
  unknown,
} from '../kit/codecs.js';
import { timings, wholeArguments } from '../kit/providerCodecs.js';
import { tokenUsage } from '../kit/tokenUsage.js';

const index = /*#__PURE__*/ orNull(number);
const place = { item_id: text, output_index: index, summary_index: index };
const textPlace = { ...place, content_index: index };
const commandPlace = { ...place, command_index: index };

/** Any `*.delta` event. */
export const delta = /*#__PURE__*/ struct({ ...commandPlace, delta: string });

/** Any `*.done` event of a text or of arguments, which are complete. */
export const done = /*#__PURE__*/ struct({
  ...textPlace,
  text,
  refusal: text,
  arguments: wholeArguments,
  input: text,
  code: text,
  annotations: unknown,
});

/** The beginning of one of the commands of a shell call. */
export const commandAdded = /*#__PURE__*/ struct({ ...commandPlace, command: text });

const part = /*#__PURE__*/ struct({
  type: text,
  text,
  refusal: text,
  annotations: unknown,
});
const parts = /*#__PURE__*/ list(part);

/** A `*_part.added` or `*_part.done` event. */
export const partEvent = /*#__PURE__*/ struct({
  ...textPlace,
  part: /*#__PURE__*/ orNull(part),
});

/** An `output_item` event of a message or of reasoning. */
export const textItem = /*#__PURE__*/ struct({
  output_index: index,
  item: /*#__PURE__*/ struct({
    id: text,
    type: text,
    summary: parts,
    content: /*#__PURE__*/ oneOf('a list', parts, string),
  }),
});

const call = { id: text, call_id: text };

/** An `output_item` event of a call of a function or a custom tool, or of one through MCP. */
export const namedCallItem = /*#__PURE__*/ struct({
  output_index: index,
  item: /*#__PURE__*/ struct({ ...call, name: string, arguments: wholeArguments, input: text }),
});

/** An `output_item` event of any other call, or of an output. */
export const callItem = /*#__PURE__*/ struct({
  output_index: index,
  item: /*#__PURE__*/ struct(call),
});

const inputDetails = /*#__PURE__*/ orNull(
  /*#__PURE__*/ struct({ cached_tokens: count, cache_write_tokens: count }),
);
const outputDetails = /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reasoning_tokens: count }));
const usage = /*#__PURE__*/ struct({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  input_tokens_details: inputDetails,
  output_tokens_details: outputDetails,
  cost: unknown,
});
const response = /*#__PURE__*/ struct({
  id: text,
  model: text,
  status: text,
  usage: /*#__PURE__*/ orNull(usage),
  incomplete_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reason: text })),
  output: /*#__PURE__*/ list(unknown),
  error: unknown,
  // Of `response.done`, as realtime responses have it.
  status_details: unknown,
});

/** An event about the response as a whole, such as `response.completed`. It may come alone. */
export const lifecycleEvent = /*#__PURE__*/ struct({
  response: /*#__PURE__*/ orNull(response),
});

/** Any event of llama.cpp may carry its speed. */
export const speed = /*#__PURE__*/ struct({ timings });

export type CallItem = TypeOf<typeof callItem>;
export type Delta = TypeOf<typeof delta>;
export type Response = Partial<TypeOf<typeof response>>;
export type Usage = TypeOf<typeof usage>;
export type TextItem = TypeOf<typeof textItem>;
export type WirePart = Partial<TypeOf<typeof part>>;

const incompleteReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['max_output_tokens', 'length'],
  ['max_tokens', 'length'],
  ['length', 'length'],
  ['content_filter', 'contentFilter'],
]);

/** Why a response is incomplete. */
export const toFinishReason = (reason: string | null | undefined): FinishReason =>
  incompleteReasons.get(reason ?? '') ?? 'other';

/** The price: a number of OpenRouter, an object of Perplexity; xAI's ticks are no currency. */
const costOf = (cost: unknown): number | undefined =>
  rate.is(cost) ? cost : isFields(cost) ? costOf(cost['total_cost']) : undefined;

export const toUsage = (wire: Usage): TokenUsage =>
  tokenUsage({
    inputTokens: wire.input_tokens,
    outputTokens: wire.output_tokens,
    totalTokens: wire.total_tokens,
    reasoningTokens: wire.output_tokens_details?.reasoning_tokens,
    cachedInputTokens: wire.input_tokens_details?.cached_tokens,
    cacheWriteTokens: wire.input_tokens_details?.cache_write_tokens,
    cost: costOf(wire.cost),
  });
