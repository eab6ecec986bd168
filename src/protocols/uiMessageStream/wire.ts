import * as t from 'io-ts';
import { parseServerError, readServerError, type ServerError } from '../../errors/serverError.js';
import type { FinishReason } from '../../eventDetails.js';
import { has } from '../../json/json.js';
import { list, orNull, struct, text } from '../kit/codecs.js';

const flag = /*#__PURE__*/ orNull(t.boolean);
const providerMetadata = t.unknown;

export const typed = /*#__PURE__*/ struct({ type: t.string });

const source = /*#__PURE__*/ struct({ id: text, url: text, title: text, filename: text });
/** A `text-start`, a `text-end`, or the same of a reasoning. */
export const textPart = /*#__PURE__*/ struct({
  id: t.unknown,
  providerMetadata,
  citations: /*#__PURE__*/ list(
    /*#__PURE__*/ struct({ source: /*#__PURE__*/ orNull(source), citedText: text }),
  ),
});
/** A `text-delta` or a `reasoning-delta`. */
export const delta = /*#__PURE__*/ struct({ id: t.unknown, delta: t.string, providerMetadata });

/** A `start`, `message-metadata` or `finish`. */
export const stage = /*#__PURE__*/ struct({
  messageId: text,
  messageMetadata: t.unknown,
  finishReason: text,
});

const toolCall = {
  toolCallId: t.string,
  toolName: t.string,
  providerExecuted: flag,
  providerMetadata,
};
export const toolInputStart = /*#__PURE__*/ struct({ ...toolCall, inputEncoding: text });
export const toolInputDelta = /*#__PURE__*/ struct({
  toolCallId: t.string,
  inputTextDelta: t.string,
});
/** A `tool-input-available` or `tool-input-error`. */
export const toolInput = /*#__PURE__*/ struct({ ...toolCall, input: t.unknown, errorText: text });

/** A `tool-output-available`, `tool-output-error` or `tool-output-denied`. */
export const toolOutput = /*#__PURE__*/ struct({
  toolCallId: t.string,
  output: t.unknown,
  errorText: text,
  preliminary: flag,
  providerMetadata,
});

export const approvalRequest = /*#__PURE__*/ struct({
  approvalId: t.string,
  toolCallId: t.string,
  isAutomatic: flag,
  signature: text,
});
export const approvalResponse = /*#__PURE__*/ struct({
  approvalId: t.string,
  approved: flag,
  reason: text,
  providerMetadata,
});

/** A `source-url` or a `source-document`. */
export const sourcePart = /*#__PURE__*/ struct({
  sourceId: text,
  url: text,
  title: text,
  filename: text,
});
/** A `file` or a `reasoning-file`. */
export const filePart = /*#__PURE__*/ struct({
  type: t.string,
  url: t.string,
  mediaType: t.string,
  filename: text,
  providerMetadata,
});

export type Stage = t.TypeOf<typeof stage>;
export type ToolInput = t.TypeOf<typeof toolInput>;

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool-calls', 'toolCalls'],
  ['content-filter', 'contentFilter'],
]);

export const toFinishReason = (reason: string | null | undefined): FinishReason | undefined =>
  reason ? (finishReasons.get(reason) ?? 'other') : undefined;

/** Reads an `error`. The app writes its text: JSON where it tells more, else plain words. */
export const readError = (json: unknown): ServerError =>
  has('errorText')(json) && typeof json.errorText === 'string' && json.errorText !== ''
    ? { message: json.errorText, ...parseServerError(json.errorText) }
    : (readServerError(json) ?? {});
