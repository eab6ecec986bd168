import type { DoneEvent, ErrorEvent, EventOfType, StreamEvent } from './events.js';

/**
 * Makes a type guard for one type of event: for `filter`, and for unions wider than `StreamEvent`.
 *
 * @example
 * ```ts
 * import { of, filter, map } from 'rxjs';
 * import { contentEvent, doneEvent, isEvent } from 'rxjs-chat-stream';
 *
 * const texts: string[] = [];
 * of(contentEvent('Hi'), doneEvent())
 *   .pipe(filter(isEvent('content')), map((event) => event.text))
 *   .subscribe((text) => texts.push(text));
 * texts; // => ['Hi']
 * ```
 */
export const isEvent =
  <T extends StreamEvent['type']>(type: T) =>
  (event: { readonly type: string }): event is EventOfType<StreamEvent, T> =>
    event.type === type;

/**
 * Whether the event ends the answer, because it is `done` or `error`.
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent, errorEvent, isTerminal } from 'rxjs-chat-stream';
 *
 * [contentEvent('Hi'), doneEvent(), errorEvent('Busy')].map(isTerminal); // => [false, true, true]
 * ```
 */
export const isTerminal = (event: { readonly type: string }): event is DoneEvent | ErrorEvent =>
  event.type === 'done' || event.type === 'error';
