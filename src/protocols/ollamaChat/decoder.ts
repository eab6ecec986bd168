import { left, right } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError } from '../../errors/errors.js';
import type { SseMessage } from '../../framing/framing.js';
import { has, isFields } from '../../json/json.js';
import { badEvent } from '../kit/badEvent.js';
import { isText } from '../kit/codecs.js';
import { describeForeign } from '../kit/describeForeign.js';
import {
  concatEvents,
  contentEvents,
  type Events,
  noEvents,
  reasoningEvents,
} from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs } from '../kit/jsonDecoder.js';
import { files } from '../kit/sources.js';
import { summary } from '../kit/summary.js';
import { isErrorPayload } from '../kit/toErrorEvent.js';
import { toArgumentsText, toolCalls } from '../kit/toolCalls.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { ProtocolDecoder } from '../protocol.js';
import { type Line, line, speedOf, toFile, toFinishReason, toUsage } from './wire.js';

const isLine = has('message', 'response', 'done');
// Fields of the last line, or of `/api/generate`.
const hasMore = has(
  'response',
  'thinking',
  'tool_calls',
  'image',
  'done_reason',
  'prompt_eval_count',
  'eval_count',
  'eval_duration',
);

// The first line of an event, or of a JSON list: the next line tells which protocol it is.
const isOpening = /^((event|id|retry)?:|\[\s*\{?$)/;

// A line with one delta of text.
const fastPath: FastPath = (json) => {
  const { error, model, message, done } = json;
  if (error !== undefined || isErrorPayload(json)) return undefined;
  if (done !== false || !isText(model) || !isFields(message) || hasMore(json)) return undefined;
  const { content, thinking, tool_calls, images } = message;
  if (tool_calls !== undefined || images !== undefined) return undefined;
  if (!isText(content) || !isText(thinking)) return undefined;
  return concatEvents(reasoningEvents(thinking), contentEvents(content));
};

export function decoder(onUnknown: (message: SseMessage) => void): ProtocolDecoder {
  const calls = toolCalls();
  const file = files();
  const answer = summary(toUsage);
  let previousLine = '';
  let fault: StreamingFormatError | undefined;

  const finish = (last: Line): Events => {
    answer.note({ model: last.model, usage: last });
    answer.finish(toFinishReason(last.done_reason), last.done_reason);
    return [...speedOf(last), ...answer.end(calls)];
  };

  const readLine = readAs(line, (from) => {
    const { content, thinking, tool_calls, images } = from.message ?? {
      ...from,
      content: from.response,
      images: from.image ? [from.image] : noEvents,
    };
    return [
      ...reasoningEvents(thinking),
      ...contentEvents(content),
      ...(tool_calls ?? noEvents).flatMap(({ id, function: { name, arguments: args } }) =>
        calls.complete({ id, name, argumentsText: toArgumentsText(args) }),
      ),
      ...(images ?? noEvents).flatMap((image) => (image ? file(toFile(image)) : noEvents)),
      ...(from.done ? finish(from) : noEvents),
    ];
  });

  const json = jsonDecoder({
    fastPath,
    read: (message, json) =>
      isLine(json) ? readLine(message, json) : unknownMessage(message, json, onUnknown),
  });

  return {
    decode: (message) => {
      const { data } = message;
      if (data.startsWith('{')) return json.decode(message);
      const foreign = describeForeign(`${previousLine}\n${data}\n`);
      previousLine = data;
      if (foreign !== '') {
        fault = badEvent(message, `it is not JSON${foreign}`);
        return left(fault);
      }
      if (!isOpening.test(data)) return json.decode(message);
      onUnknown(message);
      return right(noEvents);
    },
    // A line that the end of the body cut off is not a fault by itself.
    end: () => (fault === undefined ? right(noEvents) : left(fault)),
  };
}
