import type { StreamEvent } from '../../events.js';
import { type Events, noEvents } from './events.js';
import { checkLimit } from './limits.js';

/** What tells the parts of an answer apart, such as the index of a block or the id of an item. */
export type PartKey = number | string;

/** Returns the event of a delta of text, with the number of its part; none for an empty delta. */
export type TextParts = (
  type: 'content' | 'reasoning',
  key: PartKey,
  text: string | null | undefined,
) => Events;

/** The parts of one kind. Most deltas continue the latest one. */
interface Numbers {
  readonly byKey: Map<PartKey, number>;
  latestKey: PartKey | undefined;
  latest: number;
}

const noNumbers = (): Numbers => ({ byKey: new Map(), latestKey: undefined, latest: 0 });

const numberOf = (numbers: Numbers, key: PartKey): number => {
  if (key === numbers.latestKey) return numbers.latest;
  const { byKey } = numbers;
  const known = byKey.get(key);
  if (known === undefined) checkLimit('parts', byKey.size + 1);
  const number = known ?? byKey.size;
  if (known === undefined) byKey.set(key, number);
  numbers.latestKey = key;
  numbers.latest = number;
  return number;
};

/**
 * Numbers the parts of a text: 0, 1, 2 and so on for content, and the same for reasoning, in the
 * order in which their first deltas come.
 *
 * @example
 * ```ts
 * import { textParts } from 'rxjs-chat-stream/protocols';
 *
 * const text = textParts();
 * text('content', 'block 1', 'Hi'); // => [{ type: 'content', text: 'Hi', part: 0 }]
 * text('content', 'block 3', 'Bye'); // => [{ type: 'content', text: 'Bye', part: 1 }]
 * ```
 */
export function textParts(): TextParts {
  const content = noNumbers();
  const reasoning = noNumbers();
  return (type, key, text) => {
    if (!text) return noEvents;
    const part = numberOf(type === 'content' ? content : reasoning, key);
    const event: StreamEvent = { type, text, part };
    return [event];
  };
}
