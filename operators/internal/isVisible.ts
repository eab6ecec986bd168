import type { StreamEvent } from '../../src/events.js';

/**
 * Whether a user could have seen the event, so that it must not come twice. A later usage, speed or
 * state replaces an earlier one.
 */
export function isVisible(event: { readonly type: string }): boolean {
  // An event of the app takes the default branch.
  const known = event as StreamEvent;
  switch (known.type) {
    case 'content':
    case 'reasoning':
      return known.text !== '';
    case 'tps':
    case 'usage':
    case 'providerState':
    case 'retrying':
    case 'reset':
      return false;
    default:
      return true;
  }
}
