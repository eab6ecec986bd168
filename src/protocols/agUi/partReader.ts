import type { SseMessage } from '../../framing/framing.js';
import { type Codec, isText } from '../kit/codecs.js';
import { type Events, noEvents } from '../kit/events.js';
import { readAs, type Reader } from '../kit/jsonDecoder.js';
import { toArgumentsText } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';
import type { AgentAnswer } from './agentAnswer.js';
import type { ForeignParts, PartKind } from './foreignParts.js';
import { callEnd, callResult, content, encryptedValue, extrasOf, type Part, part } from './wire.js';

/** Makes the reader of the parts of a run: its messages, reasoning and calls. */
export function partReader(
  answer: AgentAnswer,
  { isForeign, isKnown }: ForeignParts,
  pass: (message: SseMessage) => Events,
): Reader {
  /** Reads a part of the run, unless it is that of others. */
  const readPart = <P extends Part>(
    kind: PartKind,
    codec: Codec<P>,
    read: (from: P) => Events,
  ): Reader =>
    readAs(codec, (from, message) => (isForeign(kind, from) ? pass(message) : read(from)));
  /** Reads what belongs to a part. */
  const readOf = <P extends { readonly subagentRunId: string | null | undefined }>(
    codec: Codec<P>,
    idOf: (from: P) => string,
    read: (from: P) => Events,
  ): Reader =>
    readAs(codec, (from, message) =>
      from.subagentRunId || isKnown(idOf(from)) ? pass(message) : read(from),
    );

  const readDelta = (kind: PartKind): Reader =>
    readPart(kind, content, (from) => answer.addPart(kind, from));
  const readStart = (kind: 'content' | 'reasoning'): Reader =>
    readPart(kind, part, (from) => {
      // A chunk without an id continues the latest message.
      if (from.messageId) answer.texts.begin(kind, from.messageId);
      return answer.addPart(kind, from);
    });
  const readText = readStart('content');
  const readTextDelta = readDelta('content');
  const readReasoning = readStart('reasoning');
  const readReasoningDelta = readDelta('reasoning');
  const readToolCall = readPart('toolCall', part, (from) => answer.addPart('toolCall', from));
  const readToolCallDelta = readDelta('toolCall');
  const readToolCallEnd = readOf(
    callEnd,
    ({ toolCallId }) => toolCallId,
    (from) => answer.calls.complete(from.toolCallId, toArgumentsText(extrasOf(from)['input'])),
  );
  const readResult = readOf(callResult, ({ toolCallId }) => toolCallId, answer.calls.result);
  const readEncrypted = readOf(encryptedValue, ({ entityId }) => entityId, answer.encrypt);
  const readRunStart: Reader = (_, json) => {
    const { model } = extrasOf(json);
    answer.note({ model: isText(model) ? model : undefined });
    return noEvents;
  };

  return (message, json) => {
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
      case 'THINKING_TEXT_MESSAGE_START':
        answer.texts.begin('reasoning', undefined);
        return noEvents;
      case 'TOOL_CALL_START':
      case 'TOOL_CALL_CHUNK':
        return readToolCall(message, json);
      case 'TOOL_CALL_ARGS':
        return readToolCallDelta(message, json);
      case 'TOOL_CALL_END':
        return readToolCallEnd(message, json);
      case 'TOOL_CALL_RESULT':
        return readResult(message, json);
      case 'REASONING_ENCRYPTED_VALUE':
        return readEncrypted(message, json);
      case 'RUN_STARTED':
        return readRunStart(message, json);
      case 'TEXT_MESSAGE_END':
      case 'REASONING_START':
      case 'REASONING_MESSAGE_END':
      case 'REASONING_END':
      case 'THINKING_START':
      case 'THINKING_TEXT_MESSAGE_END':
      case 'THINKING_END':
        return noEvents;
      default:
        return pass(message);
    }
  };
}
