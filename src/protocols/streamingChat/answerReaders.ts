import { isLeft, left, right } from 'fp-ts/lib/Either.js';
import type { FinishReason } from '../../eventDetails.js';
import type { StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import { given } from '../../json/given.js';
import { fieldsOf, textIn } from '../../json/json.js';
import { badEvent } from '../kit/badEvent.js';
import { noEvents, usageEvents } from '../kit/events.js';
import { readAs } from '../kit/jsonDecoder.js';
import { checkLimit } from '../kit/limits.js';
import { tokenUsage } from '../kit/tokenUsage.js';
import type { Decoded } from '../protocol.js';
import { callsByIndex } from './callsByIndex.js';
import { deltaEvent } from './fastPath.js';
import * as wire from './wire.js';

/** Reads the JSON of a message. */
export type Read<E extends { readonly type: string } = StreamEvent> = (
  message: SseMessage,
  json: unknown,
) => Decoded<E>;

const readDelta = (type: 'content' | 'reasoning'): Read =>
  readAs(wire.deltaData, ({ text, part }) => [deltaEvent(type, text, part)]);

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

const readUsage: Read = (message, json) => {
  // The counts may be in an envelope.
  const events = readCounts(message, fieldsOf(json)['usage'] ?? json);
  return isLeft(events) || events.right.length > 0
    ? events
    : left(badEvent(message, 'it has no token count'));
};

const finishReasons: ReadonlyMap<unknown, FinishReason> = /*#__PURE__*/ new Map<
  unknown,
  FinishReason
>([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool_calls', 'toolCalls'],
  ['content_filter', 'contentFilter'],
]);

/** Throws the fault of a message whose fields have none of some values. */
const demand = (names: string, value: unknown, message: SseMessage): void => {
  if (!value) throw badEvent(message, `it must be an object with ${names}`);
};

/** Whether an answer ended before its calls were complete, or was stopped. */
const isCut = (word: string): boolean => /^(length|content_filter|other)$/.test(word);

/** The readers of one answer, which keep its calls and count what it may not have too often. */
export interface AnswerReaders {
  /** Each by the name of its event. */
  readonly readers: ReadonlyMap<string, Read>;
  /** Reads the end of the answer; its `json` is `undefined` where the data is none. */
  readonly done: (json: unknown) => Decoded;
}

export function answerReaders(): AnswerReaders {
  const calls = callsByIndex();
  let sources = 0;
  let files = 0;

  return {
    readers: new Map<string, Read>([
      ['content', readDelta('content')],
      ['reasoning', readDelta('reasoning')],
      ['toolCall', readAs(wire.toolCallData, (data) => [calls.push(data)])],
      [
        'toolResult',
        readAs(wire.toolResultData, ({ id, name, result, is_error: isError, preliminary }) => {
          if (!preliminary) calls.settle(id);
          const details = given({ name, isError, preliminary });
          return [{ type: 'toolResult', id, result: result ?? null, ...details }];
        }),
      ],
      [
        'source',
        readAs(wire.sourceData, ({ url, title, text, id }, message) => {
          demand('url or id or title', url || id || title, message);
          checkLimit('sources', ++sources);
          return [{ type: 'source', ...given({ url, title, text, id }) }];
        }),
      ],
      [
        'file',
        readAs(wire.fileData, (data, message) => {
          const { media_type: mediaType, url, base64, name, transcript } = data;
          demand('url or base64', url || base64, message);
          checkLimit('files', ++files);
          return [{ type: 'file', mediaType, ...given({ url, base64, name, transcript }) }];
        }),
      ],
      [
        'tps',
        readAs(wire.tpsData, ({ tps, source }) => [
          { type: 'tps', tps, source: source === 'estimated' ? source : 'server' },
        ]),
      ],
      ['usage', readUsage],
      [
        'providerState',
        readAs(wire.providerStateData, ({ protocol, state = null }) => [
          { type: 'providerState', protocol, state },
        ]),
      ],
      [
        'reset',
        readAs(wire.resetData, ({ attempt }) => {
          calls.clear();
          sources = 0;
          files = 0;
          return [{ type: 'reset', attempt }];
        }),
      ],
    ]),
    // Data of any other kind says nothing.
    done: (json) => {
      const { finish_reason, raw_finish_reason, response_id, model } = fieldsOf(json);
      const word = textIn(finish_reason);
      const reason = finishReasons.get(word) ?? (word && 'other');
      const details = given({
        finishReason:
          !isCut(word) && calls.isWaiting()
            ? 'toolCalls'
            : // The rest of a stream may come without its calls.
              reason === 'toolCalls' && calls.count() > 0
              ? 'stop'
              : reason,
        rawFinishReason: textIn(raw_finish_reason),
        responseId: textIn(response_id),
        model: textIn(model),
      });
      return right([...(isCut(word) ? noEvents : calls.end()), { type: 'done', ...details }]);
    },
  };
}
