import { parseServerError, readServerError, type ServerError } from '../../errors/serverError.js';
import type { FinishReason } from '../../eventDetails.js';
import { has } from '../../json/json.js';
import {
  boolean,
  list,
  orNull,
  string,
  struct,
  text,
  type TypeOf,
  unknown,
} from '../kit/codecs.js';

const flag = /*#__PURE__*/ orNull(boolean);
const providerMetadata = unknown;

export const typed = /*#__PURE__*/ struct({ type: string });

const source = /*#__PURE__*/ struct({ id: text, url: text, title: text, filename: text });
/** A `text-start`, a `text-end`, or the same of a reasoning. */
export const textPart = /*#__PURE__*/ struct({
  id: unknown,
  providerMetadata,
  citations: /*#__PURE__*/ list(
    /*#__PURE__*/ struct({ source: /*#__PURE__*/ orNull(source), citedText: text }),
  ),
});
/** A `text-delta` or a `reasoning-delta`. */
export const delta = /*#__PURE__*/ struct({ id: unknown, delta: string, providerMetadata });

/** A `start`, `message-metadata` or `finish`. */
export const stage = /*#__PURE__*/ struct({
  messageId: text,
  messageMetadata: unknown,
  finishReason: text,
});

const toolCall = {
  toolCallId: string,
  toolName: string,
  providerExecuted: flag,
  providerMetadata,
};
export const toolInputStart = /*#__PURE__*/ struct({ ...toolCall, inputEncoding: text });
export const toolInputDelta = /*#__PURE__*/ struct({
  toolCallId: string,
  inputTextDelta: string,
});
/** A `tool-input-available` or `tool-input-error`. */
export const toolInput = /*#__PURE__*/ struct({ ...toolCall, input: unknown, errorText: text });

/** A `tool-output-available`, `tool-output-error` or `tool-output-denied`. */
export const toolOutput = /*#__PURE__*/ struct({
  toolCallId: string,
  output: unknown,
  errorText: text,
  preliminary: flag,
  providerMetadata,
});

export const approvalRequest = /*#__PURE__*/ struct({
  approvalId: string,
  toolCallId: string,
  isAutomatic: flag,
  signature: text,
});
export const approvalResponse = /*#__PURE__*/ struct({
  approvalId: string,
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
  type: string,
  url: string,
  mediaType: string,
  filename: text,
  providerMetadata,
});

export type Stage = TypeOf<typeof stage>;
export type ToolInput = TypeOf<typeof toolInput>;

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
