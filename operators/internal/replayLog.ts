import type { StreamEvent } from '../../src/events.js';

/** Keeps events to emit them again. */
export interface ReplayLog<E> {
  /** Adds an event. Returns `false` once the log is full, and useless. */
  readonly add: (event: E) => boolean;
  /**
   * Returns the events. Of those that follow each other, deltas of one text or call are one. Of
   * `usage` and `tps` there is only the last.
   */
  readonly events: () => readonly E[];
}

// In characters. The longest reasoning of today is half as long.
const MAX_LOG_LENGTH = 1_000_000;
// What an event costs besides its text.
const EVENT_LENGTH = 100;

/** What an event costs, in characters. */
export const lengthOf = (event: { readonly type: string }): number =>
  EVENT_LENGTH + textOf(event).length;

const textOf = (event: { readonly type: string }): string => {
  // Types outside the union have no text.
  const known = event as StreamEvent;
  if (known.type === 'toolCall') return known.argumentsText;
  return known.type === 'content' || known.type === 'reasoning' ? known.text : '';
};

/** An event, and the text of all its deltas. */
interface Entry<E> {
  event: E;
  text: string;
}

/** Returns the later of two deltas, with what it lacks; `undefined` if they are not of one. */
const merge = (first: StreamEvent, second: StreamEvent): StreamEvent | undefined => {
  if (first.type === 'toolCall' && second.type === 'toolCall') {
    if (first.index !== second.index) return undefined;
    return { ...first, ...second, id: second.id || first.id, name: second.name || first.name };
  }
  const isText = first.type === 'content' || first.type === 'reasoning';
  return isText && second.type === first.type && first.part === second.part ? second : undefined;
};

const withText = <E extends { readonly type: string }>({ event, text }: Entry<E>): E => {
  if (text === textOf(event)) return event;
  return event.type === 'toolCall' ? { ...event, argumentsText: text } : { ...event, text };
};

/** Makes an empty log of at most so many characters: by default a million. */
export function replayLog<E extends { readonly type: string }>(
  maxLength = MAX_LOG_LENGTH,
): ReplayLog<E> {
  const entries: (Entry<E> | undefined)[] = [];
  // Where the last event is of each type that replaces an earlier one.
  const lastOf = new Map<string, number>();
  let length = 0;

  return {
    add: (event) => {
      const { type } = event;
      // It lasts only until the next event.
      if (type === 'retrying') return true;
      const text = textOf(event);
      const last = entries.at(-1);
      // Types outside the union are merged with none.
      const merged = last && merge(last.event as E & StreamEvent, event as E & StreamEvent);
      length += text.length;
      if (last !== undefined && merged !== undefined) {
        // It has the fields of two events of the union `E`.
        last.event = merged as E & StreamEvent;
        last.text += text;
        return length <= maxLength;
      }
      length += EVENT_LENGTH;
      if (type === 'usage' || type === 'tps') {
        const replaced = lastOf.get(type);
        if (replaced !== undefined) entries[replaced] = undefined;
        lastOf.set(type, entries.length);
      }
      entries.push({ event, text });
      return length <= maxLength;
    },
    events: () => entries.filter((entry) => entry !== undefined).map(withText),
  };
}
