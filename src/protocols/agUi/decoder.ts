import { right } from 'fp-ts/lib/Either.js';
import { readServerError } from '../../errors/serverError.js';
import type { SseMessage } from '../../framing/framing.js';
import { isText } from '../kit/codecs.js';
import { endsAfterFinish } from '../kit/endsAfterFinish.js';
import { type Events, noEvents } from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs, type Reader } from '../kit/jsonDecoder.js';
import { toErrorEvent } from '../kit/toErrorEvent.js';
import { typeOf } from '../kit/typeOf.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { agentAnswer } from './agentAnswer.js';
import { foreignParts, type PartKind } from './foreignParts.js';
import { partReader } from './partReader.js';
import { usageIn } from './usage.js';
import { runEnd, snapshot } from './wire.js';

// Also events of later versions, which must not be taken for those of another protocol.
const isOwn = (json: unknown): boolean => /^[A-Z_]+$/.test(typeOf(json));

// Events of later versions continue an answer like those of this one.
const isPartOfRun = /^(RUN|TEXT_MESSAGE|TOOL_CALL|REASONING|THINKING)_/;

export function decoder(onUnknown: (message: SseMessage) => void): ProtocolDecoder {
  const answer = agentAnswer();
  const foreign = foreignParts();

  const pass = (message: SseMessage): Events => {
    onUnknown(message);
    return noEvents;
  };

  const readPart = partReader(answer, foreign, pass);

  const readSnapshot = readAs(snapshot, ({ messages }, message) => {
    pass(message);
    return answer.addSnapshot(messages);
  });

  const readRunEnd = readAs(runEnd, (run) => {
    answer.note(usageIn(run));
    return answer.finishRun(run);
  });
  const readError = (json: unknown): Events => {
    if (runEnd.is(json)) answer.note(usageIn(json));
    // Without its type, which would be the code of an error that has none.
    const error = readServerError(Object.assign({}, json, { type: undefined })) ?? {};
    return [...answer.usageEvents(), toErrorEvent(error)];
  };

  const finish = (): Decoded => right(answer.end());

  const fastPath: FastPath = (json) => {
    const { type, messageId, toolCallId, delta, error } = json;
    const kind = kindOfDelta(type);
    if (kind === undefined || typeof delta !== 'string' || error !== undefined) return undefined;
    if ((json['role'] ?? json['toolCallName'] ?? json['subagentRunId']) != null) return undefined;
    if (!foreign.isEmpty() || !isText(messageId) || !isText(toolCallId)) return undefined;
    answer.reopen();
    return answer.addPart(kind, { messageId, toolCallId, delta });
  };

  const read: Reader = (message, json) => {
    const type = typeOf(json);
    switch (type) {
      case 'RUN_FINISHED':
        // The run has finished also where the rest is malformed and skipped.
        answer.finishRun({});
        return readRunEnd(message, json);
      case 'RUN_ERROR':
        return readError(json);
      case 'MESSAGES_SNAPSHOT':
        return readSnapshot(message, json);
      default:
        if (!isPartOfRun.test(type)) {
          return isOwn(json) ? pass(message) : unknownMessage(message, json, onUnknown);
        }
        // After a run has finished, a part belongs to another run, or to more of the same.
        answer.reopen();
        return readPart(message, json);
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
