import { isLeft, right } from 'fp-ts/lib/Either.js';
import { tpsEvent } from '../../eventConstructors.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf } from '../../json/json.js';
import { noEvents } from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs } from '../kit/jsonDecoder.js';
import { toolCalls } from '../kit/toolCalls.js';
import { truncated } from '../kit/truncated.js';
import { typeOf } from '../kit/typeOf.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import { validate } from '../kit/validate.js';
import type { ProtocolDecoder } from '../protocol.js';
import type { ContentPart } from './contentPart.js';
import { lifecycle, type Read } from './lifecycle.js';
import { outputItems, type Place, type TextType } from './outputItems.js';
import { callItem, delta, done, speed, textItem } from './wire.js';

type FindPart = (place: Place) => ContentPart | undefined;

const ignore: Read = () => right(noEvents);

const readDone = (find: FindPart): Read =>
  readAs(done, (from) => {
    const text = from.text ?? from.refusal ?? from.arguments;
    return find(from)?.complete(text, from.content_index ?? from.summary_index) ?? noEvents;
  });

export function decoder(onUnknown: (message: SseMessage) => void): ProtocolDecoder {
  const calls = toolCalls();
  const items = outputItems(calls);
  // The types of all events so far.
  const emitted = new Set<string>();
  // The part that the latest delta belongs to: most messages continue it.
  let latest: (Place & { readonly type: string; readonly part: ContentPart }) | undefined;

  const readDelta = (type: string, find: FindPart): Read =>
    readAs(delta, (from) => {
      const part = find(from);
      // The fast path must not take an empty delta for the first one.
      latest = part && from.delta !== '' ? { ...from, type, part } : undefined;
      return part?.delta(from.delta) ?? noEvents;
    });
  const textAt =
    (type: TextType): FindPart =>
    (place) =>
      items.text(type, place);

  const readItem = (itemType: string, isDone: boolean): Read | undefined => {
    switch (itemType) {
      case 'message':
      case 'reasoning':
        return isDone ? readAs(textItem, items.endTexts) : ignore;
      case 'function_call':
      case 'custom_tool_call':
        return readAs(callItem, isDone ? items.endCall : items.beginCall);
      default:
        return undefined;
    }
  };

  const readerOf = (type: string, json: unknown): Read | undefined => {
    switch (type) {
      case 'response.output_text.delta':
        return readDelta(type, textAt('output_text'));
      case 'response.output_text.done':
        return readDone(textAt('output_text'));
      case 'response.refusal.delta':
        return readDelta(type, textAt('refusal'));
      case 'response.refusal.done':
        return readDone(textAt('refusal'));
      case 'response.reasoning_text.delta':
        return readDelta(type, textAt('reasoning_text'));
      case 'response.reasoning_text.done':
        return readDone(textAt('reasoning_text'));
      case 'response.reasoning_summary_text.delta':
        return readDelta(type, textAt('summary_text'));
      case 'response.reasoning_summary_text.done':
        return readDone(textAt('summary_text'));
      case 'response.function_call_arguments.delta':
        return readDelta(type, items.callArguments);
      case 'response.function_call_arguments.done':
        return readDone(items.callArguments);
      case 'response.output_item.added':
        return readItem(typeOf(fieldsOf(json)['item']), false);
      case 'response.output_item.done':
        return readItem(typeOf(fieldsOf(json)['item']), true);
      case 'response.created':
      case 'response.queued':
      case 'response.in_progress':
        return response.begun;
      case 'response.completed':
        return response.completed;
      case 'response.incomplete':
        return response.incomplete;
      case 'response.failed':
        return response.failed;
      case 'keepalive':
      // Boundaries of parts, and the deltas of custom tool input, which is read from its item.
      case 'response.content_part.added':
      case 'response.content_part.done':
      case 'response.reasoning_summary_part.added':
      case 'response.reasoning_summary_part.done':
      case 'response.custom_tool_call_input.delta':
      case 'response.custom_tool_call_input.done':
        return ignore;
      default:
        return undefined;
    }
  };

  const read: Read = (message, json) => {
    latest = undefined;
    const type = typeOf(json) || message.event;
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
  const response = lifecycle(calls, emitted, read);

  const fastPath: FastPath = ({ type, item_id, output_index, delta: text, timings, error }) => {
    if (latest === undefined || type !== latest.type) return undefined;
    if (item_id !== latest.item_id || output_index !== latest.output_index) return undefined;
    if (typeof text !== 'string' || (timings ?? error) !== undefined) return undefined;
    return latest.part.delta(text);
  };

  // Proxies append `[DONE]`, which does not end a response.
  return jsonDecoder({ fastPath, read, done: truncated });
}
