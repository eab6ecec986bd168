import type { StreamEvent } from '../../src/events.js';

/** Keeps events to emit them again. */
export interface ReplayLog<E> {
  /** Adds an event. Returns `false` once the log is full, and useless. */
  readonly add: (event: E) => boolean;
  /** Returns the events; of those that follow each other, deltas of one text or call are one. */
  readonly events: () => readonly E[];
}

// In characters. The longest reasoning of today is half as long.
const MAX_LOG_LENGTH = 1_000_000;
// What an event without text counts.
const EVENT_LENGTH = 100;

/** Returns two deltas as one; `undefined` if they are not of one text or call. */
const merge = (first: StreamEvent, second: StreamEvent): StreamEvent | undefined => {
  if (first.type === 'toolCall' && second.type === 'toolCall') {
    if (first.index !== second.index) return undefined;
    return {
      ...first,
      ...second,
      id: second.id || first.id,
      name: second.name || first.name,
      argumentsText: first.argumentsText + second.argumentsText,
    };
  }
  const isText = first.type === 'content' || first.type === 'reasoning';
  if (!isText || second.type !== first.type || first.part !== second.part) return undefined;
  return { ...second, text: first.text + second.text };
};

const lengthOf = (event: StreamEvent): number => {
  if (event.type === 'toolCall') return event.argumentsText.length;
  return event.type === 'content' || event.type === 'reasoning' ? event.text.length : 0;
};

/** Makes an empty log of at most a million characters. */
export function replayLog<E extends { readonly type: string }>(): ReplayLog<E> {
  const events: E[] = [];
  let length = 0;

  return {
    add: (event) => {
      // It lasts only until the next event.
      if (event.type === 'retrying') return true;
      // Types outside the union are merged with none.
      const next = event as E & StreamEvent;
      const last = events.at(-1) as (E & StreamEvent) | undefined;
      const merged = last && merge(last, next);
      length += lengthOf(next);
      if (merged === undefined) {
        length += EVENT_LENGTH;
        events.push(event);
      } else {
        // It has the fields of two events of the union `E`.
        events[events.length - 1] = merged as E & StreamEvent;
      }
      return length <= MAX_LOG_LENGTH;
    },
    events: () => events,
  };
}
