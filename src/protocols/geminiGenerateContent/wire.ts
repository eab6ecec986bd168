import * as t from 'io-ts';
import type { FinishReason, TokenUsage } from '../../eventDetails.js';
import { count, guarded, list, orNull, struct, text } from '../kit/codecs.js';
import { position, wholeArguments } from '../kit/providerCodecs.js';
import { tokenUsage } from '../kit/tokenUsage.js';

// Streamed arguments come as JSON paths. Gemini sends them only to requests that ask for it.
const notStreamed = /*#__PURE__*/ guarded(
  'absent, since streamed arguments are not understood',
  (value): value is null | undefined | false => !value,
);
const functionCall = /*#__PURE__*/ struct({
  name: t.string,
  args: wholeArguments,
  id: text,
  partialArgs: notStreamed,
  willContinue: notStreamed,
});
const part = /*#__PURE__*/ struct({
  text,
  thought: /*#__PURE__*/ orNull(t.boolean),
  functionCall: /*#__PURE__*/ orNull(functionCall),
});
const candidate = /*#__PURE__*/ struct({
  index: /*#__PURE__*/ orNull(position),
  content: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ parts: /*#__PURE__*/ list(part) })),
  finishReason: text,
});

export const usageMetadata = /*#__PURE__*/ orNull(
  /*#__PURE__*/ struct({
    promptTokenCount: count,
    candidatesTokenCount: count,
    thoughtsTokenCount: count,
    cachedContentTokenCount: count,
    totalTokenCount: count,
  }),
);

/** One message: a chunk of the response. */
export const chunk = /*#__PURE__*/ struct({
  candidates: /*#__PURE__*/ list(candidate),
  promptFeedback: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ blockReason: text })),
  usageMetadata,
  responseId: text,
  modelVersion: text,
});

export type Part = t.TypeOf<typeof part>;
export type Usage = NonNullable<t.TypeOf<typeof usageMetadata>>;

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['CONTINUATION', 'length'],
]);
const filters = /SAFETY|RECITATION|BLOCKLIST|PROHIBITED|SPII|ARMOR/;

export const toFinishReason = (reason: string): FinishReason =>
  finishReasons.get(reason) ?? (filters.test(reason) ? 'contentFilter' : 'other');

/** Whether a reason is given: `…_UNSPECIFIED` is Google's value for none. */
export const isGiven = (reason: string | null | undefined): reason is string =>
  Boolean(reason) && !reason?.endsWith('_UNSPECIFIED');

const sum = (
  some: number | null | undefined,
  more: number | null | undefined,
): number | null | undefined => (some == null ? more : some + (more ?? 0));

export const toUsage = (wire: Usage): TokenUsage =>
  tokenUsage({
    inputTokens: wire.promptTokenCount,
    outputTokens: sum(wire.candidatesTokenCount, wire.thoughtsTokenCount),
    totalTokens: wire.totalTokenCount,
    reasoningTokens: wire.thoughtsTokenCount,
    cachedInputTokens: wire.cachedContentTokenCount,
  });
