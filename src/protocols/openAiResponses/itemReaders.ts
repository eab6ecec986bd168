import { isLeft, right } from 'fp-ts/lib/Either.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf } from '../../json/json.js';
import { type Events, noEvents } from '../kit/events.js';
import { readAs } from '../kit/jsonDecoder.js';
import { typeOf } from '../kit/typeOf.js';
import type { Decoded } from '../protocol.js';
import type { CallItems } from './callItems.js';
import type { Citations } from './citations.js';
import { isCall, isNamed, isOutput } from './isCall.js';
import { ignore, type Read } from './lifecycle.js';
import type { Texts } from './texts.js';
import type { TurnItems } from './turnItems.js';
import { type CallItem, callItem, namedCallItem, textItem } from './wire.js';

/** Readers of output items. They are `undefined` for items of unknown types. */
export interface ItemReaders {
  readonly begun: (json: unknown) => Read | undefined;
  readonly ended: (json: unknown) => Read | undefined;
  /**
   * Reads the items of the final response that have not come before: some servers stream nothing,
   * or texts but no calls.
   */
  readonly readOutput: (output: readonly unknown[], message: SseMessage) => Decoded;
}

/** What items are read into. */
export interface ItemRegistries {
  readonly texts: Texts;
  readonly calls: CallItems;
  readonly turn: TurnItems;
  readonly cite: Citations;
  /** The types of all events so far. */
  readonly emitted: ReadonlySet<string>;
}

const itemOf = (json: unknown): unknown => fieldsOf(json)['item'];

const citedIn = (item: unknown, cite: Citations): Events => {
  const { content } = fieldsOf(item);
  if (!Array.isArray(content)) return noEvents;
  return content.flatMap((part: unknown) => cite(fieldsOf(part)['annotations']));
};

const readCall = (type: string, read: (from: CallItem) => Events): Read =>
  isNamed(type) ? readAs(namedCallItem, read) : readAs(callItem, read);

export function itemReaders(registries: ItemRegistries): ItemReaders {
  const { texts, calls, turn, cite, emitted } = registries;

  const endOf = (type: string): Read | undefined => {
    if (isCall(type)) return readCall(type, calls.end);
    if (isOutput(type)) return readAs(callItem, calls.output);
    if (type === 'compaction') return ignore;
    if (type !== 'message' && type !== 'reasoning') return undefined;
    return readAs(textItem, (from) => [...texts.completeItem(from), ...citedIn(from.item, cite)]);
  };

  /** Reads an item of the final response, if it is new. */
  const readMissing = (message: SseMessage, item: unknown, index: number): Decoded => {
    const type = typeOf(item);
    const read = endOf(type) ?? ignore;
    const isText = type === 'message' || type === 'reasoning';
    // Texts could be a repetition under another id, so of their kind nothing may have come.
    if (isText && emitted.has(type === 'message' ? 'content' : 'reasoning')) {
      return right(citedIn(item, cite));
    }
    if (!isText && turn.has(item, index)) return right(noEvents);
    // A call is found by its ids: indices may count other items here.
    return read(message, isText ? { item, output_index: index } : { item });
  };

  return {
    begun: (json) => {
      const type = typeOf(itemOf(json));
      if (isCall(type)) return readCall(type, calls.begin);
      return endOf(type) && ignore;
    },
    ended: (json) => {
      const { item, output_index } = fieldsOf(json);
      turn.add(item, typeof output_index === 'number' ? output_index : undefined);
      return endOf(typeOf(item));
    },
    readOutput: (output, message) => {
      const events = [];
      for (const [index, item] of output.entries()) {
        const decoded = readMissing(message, item, index);
        if (isLeft(decoded)) return decoded;
        events.push(...decoded.right);
      }
      return right(events);
    },
  };
}
