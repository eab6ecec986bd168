import { isEvent, isTerminal } from '../isEvent.js';

const isProviderState = isEvent('providerState');

/**
 * Adds the events of the app to those of a message: after them, but before what ends the answer.
 * The state of the provider stays right before `done`.
 */
export function withExtraEvents<E extends { readonly type: string }>(
  events: readonly E[],
  extra: readonly E[],
): readonly E[] {
  if (extra.length === 0) return events;
  const terminal = events.findIndex(isTerminal);
  if (terminal === -1) return [...events, ...extra];
  const before = events[terminal - 1];
  const at = before !== undefined && isProviderState(before) ? terminal - 1 : terminal;
  return [...events.slice(0, at), ...extra, ...events.slice(at)];
}
