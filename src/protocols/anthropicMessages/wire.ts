import type { FinishReason } from '../../eventDetails.js';
import {
  boolean,
  guarded,
  list,
  number,
  orNull,
  string,
  struct,
  text,
  type TypeOf,
  type TypeOfFields,
  unknown,
} from '../kit/codecs.js';
import type { WireSource } from '../kit/sources.js';
import type { Index } from './blocks.js';
import { usage } from './usage.js';

const index = /*#__PURE__*/ guarded(
  'number',
  (value): value is Index => value == null || typeof value === 'number' || text.is(value),
);

const typed = /*#__PURE__*/ struct({ type: string });
const details = /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ type: text }));

const stop = { stop_reason: text, stop_details: details };
export type Stop = TypeOfFields<typeof stop>;

/** A message: as it begins, or all of it where a server does not stream. */
export const wholeMessage = /*#__PURE__*/ struct({
  id: text,
  model: text,
  usage: /*#__PURE__*/ orNull(usage),
  content: unknown,
  ...stop,
});
export type WholeMessage = TypeOf<typeof wholeMessage>;

/** The blocks that a message has from the start. Some servers send text or nothing instead. */
export const blocksOf = ({ content }: WholeMessage): readonly unknown[] => {
  if (typeof content === 'string' && content) return [{ type: 'text', text: content }];
  return Array.isArray(content) ? content : [];
};
export const messageStart = /*#__PURE__*/ struct({ message: wholeMessage });
export const messageDelta = /*#__PURE__*/ struct({
  delta: /*#__PURE__*/ orNull(/*#__PURE__*/ struct(stop)),
  usage: /*#__PURE__*/ orNull(usage),
});

const citation = /*#__PURE__*/ struct({
  url: text,
  source: text,
  title: text,
  document_title: text,
  document_index: /*#__PURE__*/ orNull(number),
  file_id: text,
  cited_text: text,
});
export type Citation = TypeOf<typeof citation>;

/** A `content_block_start` of any type, and those that are read. */
export const blockStart = /*#__PURE__*/ struct({ index, content_block: typed });
export const textStart = /*#__PURE__*/ struct({
  index,
  content_block: /*#__PURE__*/ struct({ text, citations: /*#__PURE__*/ list(citation) }),
});
export const thinkingStart = /*#__PURE__*/ struct({
  index,
  content_block: /*#__PURE__*/ struct({ thinking: text, signature: text }),
});
export const callStart = /*#__PURE__*/ struct({
  index,
  content_block: /*#__PURE__*/ struct({
    type: string,
    id: text,
    name: string,
    input: unknown,
  }),
});
/** Whether a block of this type is the result of a tool, such as `web_search_tool_result`. */
export const isResult = (type: string): boolean => /(?:^|_)tool_result$/.test(type);
export const resultStart = /*#__PURE__*/ struct({
  index,
  content_block: /*#__PURE__*/ struct({
    tool_use_id: string,
    content: unknown,
    is_error: /*#__PURE__*/ orNull(boolean),
  }),
});

/** A `content_block_delta` of any type, and those that are read. */
export const blockDelta = /*#__PURE__*/ struct({ index, delta: typed });
export const textDelta = /*#__PURE__*/ struct({
  index,
  delta: /*#__PURE__*/ struct({ text: string }),
});
export const thinkingDelta = /*#__PURE__*/ struct({
  index,
  delta: /*#__PURE__*/ struct({ thinking: string }),
});
export const signatureDelta = /*#__PURE__*/ struct({
  index,
  delta: /*#__PURE__*/ struct({ signature: string }),
});
export const inputJsonDelta = /*#__PURE__*/ struct({
  index,
  delta: /*#__PURE__*/ struct({ partial_json: string }),
});
export const citationsDelta = /*#__PURE__*/ struct({
  index,
  delta: /*#__PURE__*/ struct({ citation }),
});

export const blockStop = /*#__PURE__*/ struct({ index });

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'toolCalls'],
  ['refusal', 'contentFilter'],
  // Bedrock's words.
  ['content_filtered', 'contentFilter'],
  ['guardrail_intervened', 'contentFilter'],
  // OpenAI's words, which LiteLLM and other gateways hand on.
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool_calls', 'toolCalls'],
  ['content_filter', 'contentFilter'],
]);

export const toFinishReason = (reason: string): FinishReason =>
  finishReasons.get(reason) ?? 'other';

const isUrl = (source: string): boolean => /^[a-z][a-z\d+.-]*:\/\//i.test(source);

/** What a citation comes from: a page on the web, a document, or a result of a search. */
export const toSource = (from: Citation): WireSource => {
  const url = from.url ?? (from.source && isUrl(from.source) ? from.source : undefined);
  const title = from.title ?? from.document_title;
  const id = from.file_id ?? (url ? undefined : from.source);
  const place = url || title || id ? undefined : from.document_index;
  return { url, title, text: from.cited_text, id: place == null ? id : String(place) };
};
