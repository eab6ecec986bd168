import { isLeft, left, right } from 'fp-ts/lib/Either.js';
import {
  doneEvent,
  fileEvent,
  providerStateEvent,
  resetEvent,
  sourceEvent,
  toolResultEvent,
  tpsEvent,
} from '../../eventConstructors.js';
import type { DoneDetails } from '../../eventDetails.js';
import type { StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf } from '../../json/json.js';
import { badEvent } from '../kit/badEvent.js';
import { noEvents, usageEvents } from '../kit/events.js';
import { readAs } from '../kit/jsonDecoder.js';
import { checkLimit } from '../kit/limits.js';
import { tokenUsage } from '../kit/tokenUsage.js';
import type { Decoded } from '../protocol.js';
import type { CallsByIndex } from './callsByIndex.js';
import { deltaEvent } from './fastPath.js';
import * as wire from './wire.js';

/** Reads the JSON of a message. */
export type Read<E extends { readonly type: string } = StreamEvent> = (
  message: SseMessage,
  json: unknown,
) => Decoded<E>;

export const readContent: Read = /*#__PURE__*/ readAs(wire.deltaData, ({ text, part }) => [
  deltaEvent('content', text, part),
]);

export const readReasoning: Read = /*#__PURE__*/ readAs(wire.deltaData, ({ text, part }) => [
  deltaEvent('reasoning', text, part),
]);

export const readTps: Read = /*#__PURE__*/ readAs(wire.tpsData, ({ tps, source }) => [
  tpsEvent(tps, source === 'estimated' ? source : 'server'),
]);

const readCounts: Read = /*#__PURE__*/ readAs(wire.usageData, (data) =>
  usageEvents(
    tokenUsage({
      inputTokens: data.input_tokens ?? data.prompt_tokens,
      outputTokens: data.output_tokens ?? data.completion_tokens,
      totalTokens: data.total_tokens,
      reasoningTokens: data.reasoning_tokens,
      cachedInputTokens: data.cached_input_tokens,
      cacheWriteTokens: data.cache_write_tokens,
      cost: data.cost,
    }),
  ),
);

export const readUsage: Read = (message, json) => {
  // The counts may be in an envelope.
  const events = readCounts(message, fieldsOf(json)['usage'] ?? json);
  return isLeft(events) || events.right.length > 0
    ? events
    : left(badEvent(message, 'it has no token count'));
};

export const readProviderState: Read = /*#__PURE__*/ readAs(
  wire.providerStateData,
  ({ protocol, state }) => [providerStateEvent({ protocol, state: state ?? null })],
);

type Given<Wire> = {
  readonly [Name in keyof Wire]?: Exclude<Wire[Name], null | undefined | false | ''>;
};

/** The fields that have a value. */
const given = <Wire extends object>(fields: Wire): Given<Wire> =>
  // The type of `fromEntries` cannot follow a filter.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Given<Wire>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the data of `done` says; data of any other kind says nothing. */
const detailsOf = (json: unknown, { count, isWaiting }: CallsByIndex): DoneDetails => {
  const { finish_reason: word, raw_finish_reason: raw, response_id: id, model } = fieldsOf(json);
  const known = wire.finishReasons.get(word);
  const reason = known ?? (textOf(word) && 'other');
  return given({
    finishReason:
      !isCut(word) && isWaiting()
        ? 'toolCalls'
        : // The rest of a stream may come without its calls.
          reason === 'toolCalls' && count() > 0
          ? 'stop'
          : reason,
    rawFinishReason: textOf(raw),
    responseId: textOf(id),
    model: textOf(model),
  });
};

/** Whether an answer ended before its calls were complete, or was stopped. */
const isCut = (word: unknown): boolean =>
  word === 'length' || word === 'content_filter' || word === 'other';

/** The readers of one answer that keep its calls, or count what it may not have too often. */
export interface AnswerReaders {
  readonly toolCall: Read;
  readonly toolResult: Read;
  readonly source: Read;
  readonly file: Read;
  readonly reset: Read;
  /** Reads the end of the answer; its `json` is `undefined` where the data is none. */
  readonly done: (json: unknown) => Decoded;
}

export function answerReaders(calls: CallsByIndex): AnswerReaders {
  let sources = 0;
  let files = 0;

  return {
    toolCall: readAs(wire.toolCallData, (data) => [calls.push(data)]),
    toolResult: readAs(wire.toolResultData, (data) => {
      const { id, name, result, is_error: isError, preliminary } = data;
      if (!preliminary) calls.settle(id);
      return [
        toolResultEvent({ id, result: result ?? null, ...given({ name, isError, preliminary }) }),
      ];
    }),
    source: readAs(wire.sourceData, ({ url, title, text, id }) => {
      checkLimit('sources', ++sources);
      return [sourceEvent(given({ url, title, text, id }))];
    }),
    file: readAs(wire.fileData, ({ media_type: mediaType, url, base64, name, transcript }) => {
      checkLimit('files', ++files);
      return [fileEvent({ mediaType, ...given({ url, base64, name, transcript }) })];
    }),
    reset: readAs(wire.resetData, ({ attempt }) => {
      calls.clear();
      sources = 0;
      files = 0;
      return [resetEvent(attempt)];
    }),
    done: (json) => {
      const { finish_reason: word } = fieldsOf(json);
      return right([...(isCut(word) ? noEvents : calls.end()), doneEvent(detailsOf(json, calls))]);
    },
  };
}
