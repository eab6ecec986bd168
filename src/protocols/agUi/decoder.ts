import { right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { readServerError } from '../../errors/serverError.js';
import type { TokenUsage } from '../../eventDetails.js';
import type { SseMessage } from '../../framing/framing.js';
import { isText } from '../kit/codecs.js';
import { endsAfterFinish } from '../kit/endsAfterFinish.js';
import { contentEvents, type Events, noEvents, reasoningEvents } from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs, type Reader } from '../kit/jsonDecoder.js';
import { summary } from '../kit/summary.js';
import { toErrorEvent } from '../kit/toErrorEvent.js';
import { toolCalls } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { foreignParts, type PartKind } from './foreignParts.js';
import { addUsage, content, type Part, part, runEnd, toFinishReason, usageIn } from './wire.js';

// Also events of later versions, which must not be taken for those of another protocol.
const isOwn = (json: unknown): boolean => /^[A-Z_]+$/.test(typeOf(json));

// Events of later versions continue an answer like those of this one.
const isPartOfRun = /^(RUN|TEXT_MESSAGE|TOOL_CALL|REASONING|THINKING)_/;

export function decoder(onUnknown: (message: SseMessage) => void): ProtocolDecoder {
  const calls = toolCalls();
  const answer = summary((usage: TokenUsage) => usage, addUsage);
  const { isForeign, isEmpty } = foreignParts();

  const pass = (message: SseMessage): Events => {
    onUnknown(message);
    return noEvents;
  };

  const addPart = (kind: PartKind, from: Partial<Part>): Events => {
    const delta = from.delta ?? '';
    switch (kind) {
      case 'toolCall':
        return calls.push({ id: from.toolCallId, name: from.toolCallName, argumentsText: delta });
      case 'reasoning':
        return reasoningEvents(delta);
      case 'content':
        answer.note({ responseId: from.messageId });
        return contentEvents(delta);
    }
  };

  // After a run has finished, a part belongs to another run, or to more of the same.
  const readPart = <P extends Part>(kind: PartKind, codec: t.Type<P>): Reader => {
    const read = readAs(codec, (from, message) =>
      isForeign(kind, from) ? pass(message) : addPart(kind, from),
    );
    return (message, json) => {
      answer.reopen();
      return read(message, json);
    };
  };
  const readText = readPart('content', part);
  const readTextDelta = readPart('content', content);
  const readReasoning = readPart('reasoning', part);
  const readReasoningDelta = readPart('reasoning', content);
  const readToolCall = readPart('toolCall', part);
  const readToolCallDelta = readPart('toolCall', content);

  const readFinished = readAs(runEnd, (end) => {
    answer.note(usageIn(end));
    answer.finish(toFinishReason(end));
    return noEvents;
  });

  const readError = (json: unknown): Events => {
    if (runEnd.is(json)) answer.note(usageIn(json));
    // Without its type, which would be the code of an error that has none.
    const error = readServerError(Object.assign({}, json, { type: undefined })) ?? {};
    return [...answer.usageEvents(), toErrorEvent(error)];
  };

  const finish = (): Decoded => right(answer.end(calls));

  const fastPath: FastPath = (json) => {
    const { type, messageId, toolCallId, delta, error } = json;
    const kind = kindOfDelta(type);
    if (kind === undefined || typeof delta !== 'string' || error !== undefined) return undefined;
    if ((json['role'] ?? json['toolCallName'] ?? json['subagentRunId']) != null) return undefined;
    if (!isEmpty() || !isText(messageId) || !isText(toolCallId)) return undefined;
    answer.reopen();
    return addPart(kind, { messageId, toolCallId, delta });
  };

  const read: Reader = (message, json) => {
    switch (typeOf(json)) {
      case 'TEXT_MESSAGE_START':
      case 'TEXT_MESSAGE_CHUNK':
        return readText(message, json);
      case 'TEXT_MESSAGE_CONTENT':
        return readTextDelta(message, json);
      case 'REASONING_MESSAGE_START':
      case 'REASONING_MESSAGE_CHUNK':
        return readReasoning(message, json);
      case 'REASONING_MESSAGE_CONTENT':
      // The name before version 1.0.
      case 'THINKING_TEXT_MESSAGE_CONTENT':
        return readReasoningDelta(message, json);
      case 'TOOL_CALL_START':
      case 'TOOL_CALL_CHUNK':
        return readToolCall(message, json);
      case 'TOOL_CALL_ARGS':
        return readToolCallDelta(message, json);
      case 'RUN_FINISHED':
        // The run has finished also where the rest is malformed and skipped.
        answer.finish();
        return readFinished(message, json);
      case 'RUN_ERROR':
        return readError(json);
      case 'RUN_STARTED':
      case 'TEXT_MESSAGE_END':
      case 'TOOL_CALL_END':
      case 'REASONING_START':
      case 'REASONING_MESSAGE_END':
      case 'REASONING_END':
      case 'THINKING_START':
      case 'THINKING_TEXT_MESSAGE_START':
      case 'THINKING_TEXT_MESSAGE_END':
      case 'THINKING_END':
        answer.reopen();
        return noEvents;
      default:
        if (isPartOfRun.test(typeOf(json))) answer.reopen();
        return isOwn(json) ? pass(message) : unknownMessage(message, json, onUnknown);
    }
  };

  return jsonDecoder({
    fastPath,
    read,
    isOwn,
    beforeError: answer.usageEvents,
    ...endsAfterFinish(answer, finish),
  });
}

const kindOfDelta = (type: unknown): PartKind | undefined => {
  switch (type) {
    case 'TEXT_MESSAGE_CONTENT':
      return 'content';
    case 'REASONING_MESSAGE_CONTENT':
      return 'reasoning';
    case 'TOOL_CALL_ARGS':
      return 'toolCall';
    default:
      return undefined;
  }
};
