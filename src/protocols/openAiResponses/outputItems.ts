import { contentEvent, reasoningEvent } from '../../eventConstructors.js';
import type { StreamEvent } from '../../events.js';
import { type Events, noEvents } from '../kit/events.js';
import type { ToolCalls } from '../kit/toolCalls.js';
import { type ContentPart, contentPart } from './contentPart.js';
import type { CallItem, TextItem } from './wire.js';

/** The types of the parts of text that output items have. */
export type TextType = 'output_text' | 'refusal' | 'reasoning_text' | 'summary_text';

/** How an event names the item it belongs to. */
export interface Place {
  readonly item_id?: string | null | undefined;
  readonly output_index?: number | null | undefined;
}

/**
 * The output items of one response. A part is found by the id of its item or else by the index of
 * the item, since some servers make up another id for each event.
 */
export interface OutputItems {
  /** The part of text at a place; a new one if there is none yet. */
  readonly text: (type: TextType, place: Place) => ContentPart;
  /** The arguments of the call at a place, if that has begun. */
  readonly callArguments: (place: Place) => ContentPart | undefined;
  /** Takes a complete message or reasoning: returns the events of the texts that are new. */
  readonly endTexts: (from: TextItem) => Events;
  readonly beginCall: (from: CallItem) => Events;
  readonly endCall: (from: CallItem) => Events;
}

const toEvent: Readonly<Record<TextType, (delta: string) => StreamEvent>> = {
  output_text: contentEvent,
  refusal: contentEvent,
  reasoning_text: reasoningEvent,
  summary_text: reasoningEvent,
};

const isTextType = (type: string | null | undefined): type is TextType =>
  Object.hasOwn(toEvent, type ?? '');

/** Parts of one type by the id and by the index of their items; `''` for items with neither. */
type Parts = Map<string | number, ContentPart>;

const find = (parts: Parts, { item_id, output_index }: Place): ContentPart | undefined =>
  (item_id ? parts.get(item_id) : undefined) ?? parts.get(output_index ?? '');

const add = (parts: Parts, { item_id, output_index }: Place, part: ContentPart): void => {
  parts.set(item_id || (output_index ?? ''), part);
  if (typeof output_index === 'number') parts.set(output_index, part);
};

/** Makes the registry of a response without items; calls are pushed to `calls`. */
export function outputItems(calls: ToolCalls): OutputItems {
  const texts: Readonly<Record<TextType, Parts>> = {
    output_text: new Map(),
    refusal: new Map(),
    reasoning_text: new Map(),
    summary_text: new Map(),
  };
  // Also by the id of the call, which some servers send as the id of the item.
  const callParts: Parts = new Map();

  const text: OutputItems['text'] = (type, place) => {
    const known = find(texts[type], place);
    if (known !== undefined) return known;
    const part = contentPart((delta) => [toEvent[type](delta)]);
    add(texts[type], place, part);
    return part;
  };

  const argumentsOf = ({ item: { id, call_id, name }, output_index }: CallItem): ContentPart => {
    const known = callParts.get(call_id);
    if (known !== undefined) return known;
    const part = contentPart((argumentsText) => calls.push({ id: call_id, name, argumentsText }));
    add(callParts, { item_id: id, output_index }, part);
    callParts.set(call_id, part);
    return part;
  };

  const beginCall = (from: CallItem): Events => {
    argumentsOf(from);
    return calls.push({ id: from.item.call_id, name: from.item.name, argumentsText: '' });
  };

  return {
    text,
    callArguments: (place) => find(callParts, place),
    endTexts: ({ item: { id, summary, content }, output_index }) => {
      const counts = new Map<TextType, number>();
      const events = [...(summary ?? []), ...(content ?? [])].flatMap((part) => {
        const { type } = part;
        if (!isTextType(type)) return noEvents;
        const place = counts.get(type) ?? 0;
        counts.set(type, place + 1);
        return text(type, { item_id: id, output_index }).complete(part.text ?? part.refusal, place);
      });
      // Another item may follow at the same index.
      for (const parts of Object.values(texts)) parts.delete(output_index ?? '');
      return events;
    },
    beginCall,
    endCall: (from) => {
      const { arguments: json, input } = from.item;
      // The input of a custom tool is any text; as arguments it is a JSON string.
      const complete = json ?? (typeof input === 'string' ? JSON.stringify(input) : '');
      const events = argumentsOf(from).complete(complete, 0);
      return events.length === 0 ? beginCall(from) : events;
    },
  };
}
