import {
  boolean,
  count,
  guarded,
  orNull,
  rate,
  string,
  struct,
  text,
  type TypeOf,
  unknown,
} from '../kit/codecs.js';
import { position, wholeArguments } from '../kit/providerCodecs.js';

/** The data of a delta of content or reasoning. */
export const deltaData = /*#__PURE__*/ struct({
  text: string,
  part: /*#__PURE__*/ orNull(position),
});

const flag = /*#__PURE__*/ orNull(boolean);

export const toolCallData = /*#__PURE__*/ struct({
  index: position,
  id: text,
  name: text,
  arguments: wholeArguments,
  provider_executed: flag,
  approval_id: text,
});

export type ToolCallData = TypeOf<typeof toolCallData>;

export const toolResultData = /*#__PURE__*/ struct({
  id: string,
  name: text,
  result: unknown,
  is_error: flag,
  preliminary: flag,
});

export const sourceData = /*#__PURE__*/ struct({ url: text, title: text, text, id: text });

export const fileData = /*#__PURE__*/ struct({
  media_type: string,
  url: text,
  base64: text,
  name: text,
  transcript: text,
});

export const tpsData = /*#__PURE__*/ struct({ tps: rate, source: unknown });

export const usageData = /*#__PURE__*/ struct({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  reasoning_tokens: count,
  cached_input_tokens: count,
  cache_write_tokens: count,
  cost: /*#__PURE__*/ orNull(rate),
  prompt_tokens: count,
  completion_tokens: count,
});

export const providerStateData = /*#__PURE__*/ struct({ protocol: string, state: unknown });

export const resetData = /*#__PURE__*/ struct({
  attempt: /*#__PURE__*/ guarded(
    'a whole number from 2',
    (value): value is number => Number.isSafeInteger(value) && Number(value) >= 2,
  ),
});
