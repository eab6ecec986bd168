import * as t from 'io-ts';
import { parseServerError, readServerError, type ServerError } from '../../errors/serverError.js';
import type { FinishReason, TokenUsage } from '../../eventDetails.js';
import { has } from '../../json/json.js';
import { count, orNull, struct, text } from '../kit/codecs.js';
import { tokenUsage } from '../kit/tokenUsage.js';

export const typed = /*#__PURE__*/ struct({ type: t.string });

/** A `text-delta` or a `reasoning-delta`. */
export const delta = /*#__PURE__*/ struct({ delta: t.string });

/** A `start`, `message-metadata` or `finish`. */
export const stage = /*#__PURE__*/ struct({
  messageId: text,
  messageMetadata: t.unknown,
  finishReason: text,
});

const toolCall = { toolCallId: t.string, toolName: t.string };
export const toolInputStart = /*#__PURE__*/ struct({ ...toolCall, inputEncoding: text });
export const toolInputDelta = /*#__PURE__*/ struct({
  toolCallId: t.string,
  inputTextDelta: t.string,
});
/** A `tool-input-available` or `tool-input-error`. */
export const toolInput = /*#__PURE__*/ struct({ ...toolCall, input: t.unknown });

const usage = /*#__PURE__*/ struct({
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  reasoningTokens: count,
  cachedInputTokens: count,
  inputTokenDetails: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ cacheReadTokens: count })),
  outputTokenDetails: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reasoningTokens: count })),
});

export type Stage = t.TypeOf<typeof stage>;

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool-calls', 'toolCalls'],
  ['content-filter', 'contentFilter'],
]);

export const toFinishReason = (reason: string | null | undefined): FinishReason | undefined =>
  reason ? (finishReasons.get(reason) ?? 'other') : undefined;

/**
 * The token counts in the metadata of a message: in `totalUsage`, in `usage`, or among the rest.
 * The app decides what is there, so metadata of another shape is not malformed.
 */
export function usageIn(metadata: unknown): TokenUsage | undefined {
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
  });
  return Object.keys(counts).length === 0 ? undefined : counts;
}

/** Reads an `error`. The app writes its text: JSON where it tells more, else plain words. */
export const readError = (json: unknown): ServerError =>
  has('errorText')(json) && typeof json.errorText === 'string' && json.errorText !== ''
    ? { message: json.errorText, ...parseServerError(json.errorText) }
    : (readServerError(json) ?? {});
