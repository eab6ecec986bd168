import { isLeft, right } from 'fp-ts/lib/Either.js';
import { readServerError } from '../../errors/serverError.js';
import { tpsEvent } from '../../eventConstructors.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf } from '../../json/json.js';
import { noEvents } from '../kit/events.js';
import { type FastPath, jsonDecoder } from '../kit/jsonDecoder.js';
import { files } from '../kit/sources.js';
import { summary } from '../kit/summary.js';
import { toErrorEvent } from '../kit/toErrorEvent.js';
import { toolCalls } from '../kit/toolCalls.js';
import { truncated } from '../kit/truncated.js';
import { typeOf } from '../kit/typeOf.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import { validate } from '../kit/validate.js';
import type { ProtocolDecoder } from '../protocol.js';
import { audio } from './audio.js';
import { callItems } from './callItems.js';
import { citations } from './citations.js';
import type { Index } from './contentPart.js';
import { itemReaders } from './itemReaders.js';
import { ignore, lifecycle, type Read } from './lifecycle.js';
import { type Part, partReaders } from './partReaders.js';
import { texts } from './texts.js';
import { turnItems } from './turnItems.js';
import { type Delta, speed, toUsage } from './wire.js';

/** The latest delta, and what it was added to. */
interface Latest extends Delta {
  readonly type: string;
  readonly part: Part;
  readonly index: Index;
}

const readError: Read = (_, json) => {
  const { error, message, code } = fieldsOf(json);
  return right([toErrorEvent(readServerError({ error: error ?? { message, code } }) ?? {})]);
};

/** Whether a message only says how far a tool is, or why it failed. */
const isProgress = (type: string): boolean =>
  /^response\.\w+_(call|tools)\.(?!partial_image)[a-z_]+$/.test(type);

export function decoder(onUnknown: (message: SseMessage) => void): ProtocolDecoder {
  const answer = summary(toUsage);
  const allCalls = toolCalls();
  const addFile = files();
  const calls = callItems(allCalls, addFile);
  const sound = audio();
  const cite = citations();
  const turn = turnItems();
  // The types of all events so far.
  const emitted = new Set<string>();
  let latest: Latest | undefined;

  const written = texts(answer.refuse);
  const partOf = partReaders({
    texts: written,
    calls,
    cite,
    sound,
    onDelta: (type, from, part, index) => {
      // The fast path must not take an empty delta for the first one.
      if (part && from.delta !== '') latest = { ...from, type, part, index };
    },
  });
  const items = itemReaders({ texts: written, calls, turn, cite, emitted });
  const response = lifecycle({
    answer,
    calls: allCalls,
    turn,
    readOutput: items.readOutput,
    rest: (isComplete) => {
      const file = sound.file();
      return [...(isComplete ? calls.close() : noEvents), ...(file ? addFile(file) : noEvents)];
    },
  });

  const readerOf = (type: string, json: unknown): Read | undefined => {
    switch (type) {
      case 'response.output_item.added':
        return items.begun(json);
      case 'response.output_item.done':
        return items.ended(json);
      case 'response.created':
      case 'response.queued':
      case 'response.in_progress':
        return response.begun;
      case 'response.completed':
      case 'response.done':
        return response.ended('completed');
      case 'response.incomplete':
        return response.ended('incomplete');
      case 'response.cancelled':
        return response.ended('cancelled');
      case 'response.failed':
        return response.ended('failed');
      case 'response.error':
        return readError;
      default:
        return partOf(type) ?? (isProgress(type) ? ignore : undefined);
    }
  };

  const read: Read = (message, json) => {
    latest = undefined;
    const type = typeOf(json) || message.event;
    // It may have no data.
    if (type === 'keepalive') return right(noEvents);
    const reader = readerOf(type, json);
    if (reader === undefined) {
      if (!type.startsWith('response.')) return unknownMessage(message, json, onUnknown);
      onUnknown(message);
      return right(noEvents);
    }
    const wire = validate(message, json, speed);
    if (isLeft(wire)) return wire;
    const decoded = reader(message, json);
    if (isLeft(decoded)) return decoded;
    for (const event of decoded.right) emitted.add(event.type);
    const tps = wire.right.timings?.predicted_per_second ?? undefined;
    return tps === undefined ? decoded : right([tpsEvent(tps), ...decoded.right]);
  };

  const fastPath: FastPath = (from) => {
    if (latest === undefined || from['type'] !== latest.type) return undefined;
    const { item_id, output_index, summary_index, command_index } = from;
    if (item_id !== latest.item_id || output_index !== latest.output_index) return undefined;
    if (summary_index !== latest.summary_index || command_index !== latest.command_index) {
      return undefined;
    }
    const { delta: text, timings, error } = from;
    if (typeof text !== 'string' || (timings ?? error) !== undefined) return undefined;
    return latest.part.delta(text, latest.index);
  };

  return jsonDecoder({
    fastPath,
    read,
    isOwn: (json) => isProgress(typeOf(json)) || typeOf(json) === 'response.error',
    // Proxies append `[DONE]`, which does not end a response.
    done: truncated,
  });
}
