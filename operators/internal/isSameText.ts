import type { ContentEvent, ReasoningEvent } from '../../src/events.js';

/** A delta of text. */
export type TextEvent = ContentEvent | ReasoningEvent;

export const isText = (event: { readonly type: string }): event is TextEvent =>
  event.type === 'content' || event.type === 'reasoning';

/** Whether two deltas are of one type and part. Without a number, text belongs to part 0. */
export const isSameText = (a: TextEvent | undefined, b: TextEvent): boolean =>
  a?.type === b.type && (a.part ?? 0) === (b.part ?? 0);
