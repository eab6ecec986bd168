import { tpsEvent } from '../../eventConstructors.js';
import type { FinishReason, ReplyFile, TokenUsage } from '../../eventDetails.js';
import {
  boolean,
  count,
  list,
  orNull,
  rate,
  string,
  struct,
  text,
  type TypeOf,
} from '../kit/codecs.js';
import { wholeArguments } from '../kit/providerCodecs.js';
import { type Events, noEvents } from '../kit/events.js';
import { tokenUsage } from '../kit/tokenUsage.js';

const toolCall = /*#__PURE__*/ struct({
  id: text,
  function: /*#__PURE__*/ struct({
    name: string,
    arguments: wholeArguments,
  }),
});
const toolCallList = /*#__PURE__*/ list(toolCall);
const image = string;
/** One line: a delta, or the last one with the statistics. */
export const line = /*#__PURE__*/ struct({
  model: text,
  message: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({
      content: text,
      thinking: text,
      tool_calls: toolCallList,
      images: /*#__PURE__*/ list(image),
    }),
  ),
  // What `/api/generate` has instead of a message.
  response: text,
  thinking: text,
  tool_calls: toolCallList,
  image: /*#__PURE__*/ orNull(image),
  done: /*#__PURE__*/ orNull(boolean),
  done_reason: text,
  prompt_eval_count: count,
  eval_count: count,
  eval_duration: /*#__PURE__*/ orNull(rate),
});

export type Line = TypeOf<typeof line>;

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['stop', 'stop'],
  ['length', 'length'],
]);

export const toFinishReason = (reason: string | null | undefined): FinishReason | undefined =>
  reason ? (finishReasons.get(reason) ?? 'other') : undefined;

const NANOSECONDS = 1e9;

/** The speed that Ollama measured: tokens of the answer by the time they took. */
export const speedOf = ({ eval_count: tokens, eval_duration: duration }: Line): Events => {
  const tps = tokens && duration ? (tokens / duration) * NANOSECONDS : Infinity;
  return Number.isFinite(tps) ? [tpsEvent(tps)] : noEvents;
};

// How the base64 of an image begins. Ollama does not tell the format.
const formats = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['UklGR', 'image/webp'],
  ['R0lGOD', 'image/gif'],
] as const;

/** An image that the model made. */
export const toFile = (base64: string): ReplyFile => ({
  mediaType: formats.find(([start]) => base64.startsWith(start))?.[1] ?? 'image/*',
  base64,
});

export const toUsage = (last: Line): TokenUsage =>
  tokenUsage({ inputTokens: last.prompt_eval_count, outputTokens: last.eval_count });
