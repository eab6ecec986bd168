import { contentEvent, reasoningEvent, usageEvent } from '../../eventConstructors.js';
import type { TokenUsage } from '../../eventDetails.js';
import type { StreamEvent } from '../../events.js';

/** The events of one message. */
export type Events = readonly StreamEvent[];

export const noEvents: readonly never[] = [];

/** Concatenates two lists of events; allocates nothing when one is empty. */
export const concatEvents = (some: Events, more: Events): Events =>
  some.length === 0 ? more : more.length === 0 ? some : [...some, ...more];

/** The `content` event of a delta; none for an empty or absent one. */
export const contentEvents = (delta: string | null | undefined): Events =>
  delta ? [contentEvent(delta)] : noEvents;

/** The `reasoning` event of a delta; none for an empty or absent one. */
export const reasoningEvents = (delta: string | null | undefined): Events =>
  delta ? [reasoningEvent(delta)] : noEvents;

/** The `usage` event of token counts; none where no count is known. */
export const usageEvents = (usage: TokenUsage): Events =>
  Object.keys(usage).length === 0 ? noEvents : [usageEvent(usage)];
