import { left, right } from 'fp-ts/lib/Either.js';
import { resetEvent } from '../../eventConstructors.js';
import type { TokenUsage } from '../../eventDetails.js';
import type { SseMessage } from '../../framing/framing.js';
import { badEvent } from '../kit/badEvent.js';
import { endsAfterFinish } from '../kit/endsAfterFinish.js';
import { type Events, noEvents } from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs, type Reader } from '../kit/jsonDecoder.js';
import { summary } from '../kit/summary.js';
import { toErrorEvent } from '../kit/toErrorEvent.js';
import { truncated } from '../kit/truncated.js';
import { typeOf } from '../kit/typeOf.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { steps } from './steps.js';
import {
  delta,
  readError,
  type Stage,
  stage,
  toFinishReason,
  toolInput,
  toolInputDelta,
  toolInputStart,
  typed,
  usageIn,
} from './wire.js';

// A reset emits the deltas of earlier steps again, which must not turn few bytes into many events.
const MAX_RESETS = 100;

export function decoder(
  doneWithoutFinish: 'truncated' | 'done',
  onUnknown: (message: SseMessage) => void,
): ProtocolDecoder {
  const answer = summary((usage: TokenUsage) => usage);
  const { addText, addCall, endCall, begin, isEmpty, reset, calls } = steps();
  // Calls whose deltas are plain text instead of JSON.
  const plainCalls = new Set<string>();
  let attempt = 1;
  // Whether the stream that the server itself reads broke off.
  let isInterrupted = false;

  // A server may append one stream to another: then the answer goes on after a finish.
  const goOn = (events: Events): Events => {
    if (events.length > 0) answer.reopen();
    return events;
  };

  const readText = readAs(delta, ({ delta: text }) => goOn(addText('content', text)));
  const readReasoning = readAs(delta, ({ delta: text }) => goOn(addText('reasoning', text)));

  const readToolStart = readAs(toolInputStart, ({ toolCallId: id, toolName, inputEncoding }) => {
    if (inputEncoding === 'text') plainCalls.add(id);
    else plainCalls.delete(id);
    return goOn(addCall({ key: id, id, name: toolName, argumentsText: '' }));
  });
  const readToolDelta = readAs(toolInputDelta, ({ toolCallId: id, inputTextDelta: text }) =>
    text === '' || plainCalls.has(id)
      ? noEvents
      : goOn(addCall({ key: id, id, argumentsText: text })),
  );
  const readTool = readAs(toolInput, ({ toolCallId: id, toolName: name, input }) =>
    goOn(endCall({ key: id, id, name, argumentsText: JSON.stringify(input ?? {}) })),
  );

  const resetStep = (message: SseMessage): Decoded => {
    if (isEmpty()) return right(noEvents);
    if (attempt > MAX_RESETS) return left(badEvent(message, `more than ${MAX_RESETS} resets`));
    attempt++;
    plainCalls.clear();
    return right([resetEvent(attempt), ...reset()]);
  };

  const finish = (): Decoded => (isInterrupted ? truncated() : right(answer.end(calls)));

  const note = ({ messageId, messageMetadata }: Stage): Events => {
    answer.note({ responseId: messageId, usage: usageIn(messageMetadata) });
    return noEvents;
  };
  const readStage = readAs(stage, note);
  const readFinish = readAs(stage, (payload) => {
    note(payload);
    const { finishReason } = payload;
    answer.finish(toFinishReason(finishReason));
    isInterrupted = finishReason === 'interrupted';
    if (finishReason === 'error') {
      return [...answer.usageEvents(), toErrorEvent({ code: finishReason })];
    }
    return isInterrupted ? answer.usageEvents() : noEvents;
  });

  const fastPath: FastPath = ({ type, delta: text, error }) => {
    if (typeof text !== 'string' || error !== undefined) return undefined;
    switch (type) {
      case 'text-delta':
        return goOn(addText('content', text));
      case 'reasoning-delta':
        return goOn(addText('reasoning', text));
      default:
        return undefined;
    }
  };

  const read: Reader = (message, json) => {
    switch (typeOf(json)) {
      case 'text-delta':
        return readText(message, json);
      case 'reasoning-delta':
        return readReasoning(message, json);
      case 'tool-input-start':
        return readToolStart(message, json);
      case 'tool-input-delta':
        return readToolDelta(message, json);
      case 'tool-input-available':
      case 'tool-input-error':
        return readTool(message, json);
      case 'start':
      case 'message-metadata':
        return readStage(message, json);
      case 'finish':
        return readFinish(message, json);
      case 'abort':
        isInterrupted = false;
        answer.finish('other');
        return noEvents;
      case 'start-step':
        begin();
        return noEvents;
      case 'reset-step':
        return resetStep(message);
      case 'error':
        return [...answer.usageEvents(), toErrorEvent(readError(json))];
      case 'finish-step':
      case 'text-start':
      case 'text-end':
      case 'reasoning-start':
      case 'reasoning-end':
        return noEvents;
      default:
        return unknownMessage(message, json, onUnknown);
    }
  };

  return jsonDecoder({
    fastPath,
    read,
    beforeError: answer.usageEvents,
    isOwn: typed.is,
    ...endsAfterFinish(answer, finish, doneWithoutFinish === 'done'),
  });
}
