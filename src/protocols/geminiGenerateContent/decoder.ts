import { isLeft, right } from 'fp-ts/lib/Either.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf, has } from '../../json/json.js';
import { isText } from '../kit/codecs.js';
import { endsAfterFinish } from '../kit/endsAfterFinish.js';
import {
  concatEvents,
  contentEvents,
  type Events,
  noEvents,
  reasoningEvents,
} from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs } from '../kit/jsonDecoder.js';
import { summary } from '../kit/summary.js';
import { isErrorPayload } from '../kit/toErrorEvent.js';
import { toArgumentsText, toolCalls } from '../kit/toolCalls.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { ProtocolDecoder } from '../protocol.js';
import { chunk, isGiven, type Part, toFinishReason, toUsage, usageMetadata } from './wire.js';

const isChunk = has('candidates', 'usageMetadata', 'promptFeedback');

export function decoder(onUnknown: (message: SseMessage) => void): ProtocolDecoder {
  const calls = toolCalls();
  const answer = summary(toUsage);

  const readPart = ({ text, thought, functionCall: call }: Part): Events =>
    concatEvents(
      thought ? reasoningEvents(text) : contentEvents(text),
      call
        ? calls.complete({
            id: call.id,
            name: call.name,
            argumentsText: toArgumentsText(call.args),
          })
        : noEvents,
    );

  const readChunk = readAs(chunk, (from) => {
    answer.note({
      responseId: from.responseId,
      model: from.modelVersion,
      usage: from.usageMetadata,
    });
    // Candidates with another index are other answers to the same prompt.
    const first = from.candidates?.find(({ index }) => !index);
    if (isGiven(first?.finishReason)) answer.finish(toFinishReason(first.finishReason));
    else if (isGiven(from.promptFeedback?.blockReason)) answer.finish('contentFilter');
    return (first?.content?.parts ?? noEvents).flatMap(readPart);
  });

  // A chunk with one part of text. Gemini sends the usage with each of them.
  const fastPath: FastPath = (json) => {
    const { error, candidates, usageMetadata: usage, responseId, modelVersion: model } = json;
    if (error !== undefined || isErrorPayload(json)) return undefined;
    if (json['promptFeedback'] != null || !isText(responseId) || !isText(model)) return undefined;
    if (!Array.isArray(candidates) || candidates.length !== 1) return undefined;
    if (!usageMetadata.is(usage)) return undefined;
    const { index, content, finishReason } = fieldsOf(candidates[0]);
    const { parts } = fieldsOf(content);
    if ((index ?? 0) !== 0 || finishReason != null) return undefined;
    if (!Array.isArray(parts) || parts.length !== 1) return undefined;
    const { text, thought, functionCall: call } = fieldsOf(parts[0]);
    if (typeof text !== 'string' || call != null) return undefined;
    if (thought !== undefined && thought !== true) return undefined;
    answer.note({ responseId, model, usage });
    return thought ? reasoningEvents(text) : contentEvents(text);
  };

  const json = jsonDecoder({
    fastPath,
    read: (message, json) =>
      isChunk(json) ? readChunk(message, json) : unknownMessage(message, json, onUnknown),
    beforeError: answer.usageEvents,
    // Gemini itself sends no `[DONE]`, but gateways append it.
    ...endsAfterFinish(answer, () => right(answer.end(calls))),
  });

  return {
    ...json,
    decode: (message, getJson) => {
      const decoded = json.decode(message, getJson);
      // More may follow a finish reason, and what cannot be read may be a part of it.
      if (isLeft(decoded)) answer.reopen();
      return decoded;
    },
  };
}
