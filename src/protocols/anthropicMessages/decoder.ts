import { isLeft, right } from 'fp-ts/lib/Either.js';
import type { FinishReason } from '../../eventDetails.js';
import type { StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf } from '../../json/json.js';
import { badEvent } from '../kit/badEvent.js';
import { endsAfterFinish } from '../kit/endsAfterFinish.js';
import { type Events, noEvents } from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs, type Reader } from '../kit/jsonDecoder.js';
import { summary } from '../kit/summary.js';
import { toEither } from '../kit/toEither.js';
import { toolCalls } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { blockReaders } from './blockReaders.js';
import { contentOf } from './content.js';
import { turnOf } from './turnOf.js';
import { mergeUsage, toUsage } from './usage.js';
import {
  blocksOf,
  messageDelta,
  messageStart,
  type Stop,
  toFinishReason,
  type WholeMessage,
  wholeMessage,
} from './wire.js';

export function decoder(onUnknown: (message: SseMessage) => void): ProtocolDecoder {
  const calls = toolCalls();
  const answer = summary(toUsage, mergeUsage);
  const content = contentOf(calls);
  const { readStart, readDelta, readStop } = blockReaders(content, calls, onUnknown);
  let isBegun = false;
  let id: string | null | undefined;
  let reason: FinishReason | undefined;

  const stop = ({ stop_reason: raw, stop_details: details }: Stop): void => {
    if (details?.type === 'refusal') answer.refuse();
    if (!raw) return;
    reason = toFinishReason(raw);
    answer.finish(reason, raw);
  };

  /** Reads the blocks of a message that has them from the start. */
  const readBlocks = (message: SseMessage, from: WholeMessage): Events => {
    const events: StreamEvent[] = [];
    for (const [index, content_block] of blocksOf(from).entries()) {
      const begun = toEither(readStart(message, { index, content_block }));
      if (isLeft(begun)) throw begun.left;
      events.push(...begun.right);
      if (from.stop_reason) events.push(...content.stop(index));
    }
    return events;
  };

  const readWhole = (message: SseMessage, from: WholeMessage): Events => {
    answer.note({ responseId: from.id, model: from.model, usage: from.usage });
    // After deltas, the blocks are those of the deltas.
    const events = content.all.length === 0 ? readBlocks(message, from) : noEvents;
    content.startAgain();
    return events;
  };

  const readMessageStart = readAs(messageStart, ({ message: from }, message) => {
    const isOpen = isBegun && content.all.length > 0;
    if (isOpen && from.id !== id) {
      throw badEvent(message, 'message.id must be that of the message before');
    }
    isBegun = true;
    id = from.id;
    const events = readWhole(message, from);
    // Relays send `end_turn` here, ahead of the blocks.
    if (events.length > 0) stop(from);
    return events;
  });
  const readMessage = readAs(wholeMessage, (from, message) => {
    stop(from);
    return readWhole(message, from);
  });

  const readMessageDelta = readAs(messageDelta, ({ delta, usage }) => {
    answer.note({ usage });
    if (delta) stop(delta);
    return noEvents;
  });

  const finish = (): Decoded => {
    const isCut = reason === 'length' || reason === 'contentFilter';
    const state = turnOf(content.all, isCut);
    return right([
      ...content.end(),
      ...answer.end(calls, state && { protocol: 'anthropicMessages', state }),
    ]);
  };

  const fastPath: FastPath = ({ type, index, delta, error }) => {
    if (type !== 'content_block_delta' || error !== undefined) return undefined;
    if (typeof index !== 'number') return undefined;
    const { type: deltaType, text, thinking, partial_json } = fieldsOf(delta);
    switch (deltaType) {
      case 'text_delta': {
        const block = content.find(index, 'text');
        return block && typeof text === 'string'
          ? content.textEvents(block, 'text', text)
          : undefined;
      }
      case 'thinking_delta': {
        const block = content.find(index, 'thinking');
        if (block === undefined || typeof thinking !== 'string') return undefined;
        return content.textEvents(block, 'thinking', thinking);
      }
      case 'input_json_delta': {
        const block = content.find(index, 'call');
        if (block?.kind !== 'call' || typeof partial_json !== 'string') return undefined;
        return content.addInput(block, partial_json);
      }
      default:
        return undefined;
    }
  };

  const read: Reader = (message, json) => {
    switch (typeOf(json) || message.event) {
      case 'message_start':
        return readMessageStart(message, json);
      case 'content_block_start':
        return readStart(message, json);
      case 'content_block_delta':
        return readDelta(message, json);
      case 'content_block_stop':
        return readStop(message, json);
      case 'message_delta':
        return readMessageDelta(message, json);
      case 'message_stop':
        return finish();
      case 'ping':
        return noEvents;
      default:
        return typeOf(json) === 'message'
          ? readMessage(message, json)
          : unknownMessage(message, json, onUnknown);
    }
  };

  return jsonDecoder({
    fastPath,
    read,
    beforeError: answer.usageEvents,
    ...endsAfterFinish(answer, finish),
  });
}
