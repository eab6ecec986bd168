import type { EventOfType, StreamEvent } from './events.js';

/** One handler per event type of union `E`. */
export type EventHandlers<E extends { readonly type: string }> = {
  readonly [T in E['type']]: (event: EventOfType<E, T>) => unknown;
};

/** What the handlers of a table return. */
export type HandlerResult<H> = {
  [T in keyof H]: H[T] extends (...args: never[]) => infer R ? R : never;
}[keyof H];

/**
 * Makes a function that calls the handler of an event's type and returns its result.
 *
 * Without a `fallback`, the handlers must cover every type of the union; the compiler checks it. A
 * `fallback` takes the types that have no handler, including types that a newer server sends. The
 * union is inferred from the pipeline; elsewhere it is `StreamEvent`.
 *
 * @throws TypeError when the type of an event has neither a handler nor a fallback
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent, matchEvent } from 'rxjs-chat-stream';
 *
 * const show = matchEvent({ content: ({ text }) => text }, ({ type }) => `(${type})`);
 * show(contentEvent('Hi')); // => 'Hi'
 * show(doneEvent()); // => '(done)'
 * ```
 */
export function matchEvent<
  H extends EventHandlers<E>,
  E extends { readonly type: string } = StreamEvent,
>(handlers: H & EventHandlers<E>): (event: E) => HandlerResult<H>;
export function matchEvent<
  H extends Partial<EventHandlers<E>>,
  F,
  E extends { readonly type: string } = StreamEvent,
>(
  handlers: H & Partial<EventHandlers<E>>,
  fallback: (event: E) => F,
): (event: E) => HandlerResult<H> | F;
export function matchEvent(
  handlers: Readonly<Record<string, ((event: { readonly type: string }) => unknown) | undefined>>,
  fallback?: (event: { readonly type: string }) => unknown,
): (event: { readonly type: string }) => unknown {
  return (event) => {
    // An event named like a member of Object.prototype must not find that member.
    const handler = Object.hasOwn(handlers, event.type) ? handlers[event.type] : undefined;
    const chosen = handler ?? fallback;
    if (chosen === undefined) {
      throw new TypeError(`matchEvent: no handler for event type "${event.type}" and no fallback`);
    }
    return chosen(event);
  };
}
