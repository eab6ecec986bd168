import { right } from 'fp-ts/lib/Either.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf } from '../../json/json.js';
import { endsAfterFinish } from '../kit/endsAfterFinish.js';
import { contentEvents, type Events, noEvents, reasoningEvents } from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs, type Reader } from '../kit/jsonDecoder.js';
import { summary } from '../kit/summary.js';
import { toolCalls } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import {
  blockDelta,
  blockStart,
  blockStop,
  inputJsonDelta,
  mergeUsage,
  messageDelta,
  messageStart,
  textDelta,
  textStart,
  thinkingDelta,
  thinkingStart,
  toFinishReason,
  toolUseStart,
  toUsage,
} from './wire.js';

export function decoder(onUnknown: (message: SseMessage) => void): ProtocolDecoder {
  const calls = toolCalls();
  const answer = summary(toUsage, mergeUsage);
  // The input that each `tool_use` block starts with, as JSON, by the index of the block. It is
  // the input of the call unless deltas bring another. Blocks of server tools are not here.
  const inputs = new Map<number, string>();

  const readUnknown = (_: unknown, message: SseMessage): Events => {
    onUnknown(message);
    return noEvents;
  };

  const readMessageStart = readAs(messageStart, ({ message: { id, model, usage } }) => {
    answer.note({ responseId: id, model, usage });
    return noEvents;
  });

  const readToolUse = readAs(toolUseStart, ({ index, content_block: { id, name, input } }) => {
    const json = JSON.stringify(input ?? {});
    inputs.set(index, json);
    const events = calls.push({ key: index, id, name, argumentsText: '' });
    // A call that comes complete is one event, at the end of the block.
    return json === '{}' ? events : noEvents;
  });

  const readBlockStart: Reader = (message, json) => {
    switch (typeOf(fieldsOf(json)['content_block'])) {
      case 'text':
        return readTextStart(message, json);
      case 'thinking':
        return readThinkingStart(message, json);
      case 'tool_use':
        return readToolUse(message, json);
      default:
        return readUnknownStart(message, json);
    }
  };
  const readTextStart = readAs(textStart, ({ content_block: { text } }) => contentEvents(text));
  const readThinkingStart = readAs(thinkingStart, ({ content_block: { thinking } }) =>
    reasoningEvents(thinking),
  );
  const readUnknownStart = readAs(blockStart, readUnknown);

  const readInput = (index: number, partialJson: string): Events =>
    partialJson === '' ? noEvents : calls.push({ key: index, argumentsText: partialJson });

  const readBlockDelta: Reader = (message, json) => {
    switch (typeOf(fieldsOf(json)['delta'])) {
      case 'text_delta':
        return readTextDelta(message, json);
      case 'thinking_delta':
        return readThinkingDelta(message, json);
      case 'input_json_delta':
        return readInputDelta(message, json);
      default:
        return readUnknownDelta(message, json);
    }
  };
  const readTextDelta = readAs(textDelta, ({ delta: { text } }) => contentEvents(text));
  const readThinkingDelta = readAs(thinkingDelta, ({ delta: { thinking } }) =>
    reasoningEvents(thinking),
  );
  const readInputDelta = readAs(inputJsonDelta, ({ index, delta }, message) =>
    // The input of a server tool is not a call for the app.
    inputs.has(index) ? readInput(index, delta.partial_json) : readUnknown(delta, message),
  );
  const readUnknownDelta = readAs(blockDelta, readUnknown);

  const completeCall = (index: number): Events => {
    const argumentsText = inputs.get(index);
    return argumentsText === undefined ? noEvents : calls.complete({ key: index, argumentsText });
  };
  const readBlockStop = readAs(blockStop, ({ index }) => completeCall(index));

  const readMessageDelta = readAs(messageDelta, ({ delta, usage }) => {
    answer.note({ usage });
    if (delta?.stop_reason) answer.finish(toFinishReason(delta.stop_reason));
    return noEvents;
  });

  const finish = (): Decoded =>
    right([...[...inputs.keys()].flatMap(completeCall), ...answer.end(calls)]);

  const fastPath: FastPath = ({ type, index, delta, error }) => {
    if (type !== 'content_block_delta' || error !== undefined) return undefined;
    const { type: deltaType, text, thinking, partial_json } = fieldsOf(delta);
    switch (deltaType) {
      case 'text_delta':
        return typeof text === 'string' ? contentEvents(text) : undefined;
      case 'thinking_delta':
        return typeof thinking === 'string' ? reasoningEvents(thinking) : undefined;
      case 'input_json_delta':
        return typeof index === 'number' && inputs.has(index) && typeof partial_json === 'string'
          ? readInput(index, partial_json)
          : undefined;
      default:
        return undefined;
    }
  };

  const read: Reader = (message, json) => {
    switch (typeOf(json) || message.event) {
      case 'message_start':
        return readMessageStart(message, json);
      case 'content_block_start':
        return readBlockStart(message, json);
      case 'content_block_delta':
        return readBlockDelta(message, json);
      case 'content_block_stop':
        return readBlockStop(message, json);
      case 'message_delta':
        return readMessageDelta(message, json);
      case 'message_stop':
        return finish();
      case 'ping':
        return noEvents;
      default:
        return unknownMessage(message, json, onUnknown);
    }
  };

  return jsonDecoder({
    fastPath,
    read,
    beforeError: answer.usageEvents,
    ...endsAfterFinish(answer, finish),
  });
}
