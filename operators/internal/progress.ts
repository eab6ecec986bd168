import { formatFault } from '../../src/errors/formatFault.js';
import type { TokenUsage } from '../../src/eventDetails.js';
import type { ToolResultEvent } from '../../src/events.js';
import { lengthOf, type ReplayLog, replayLog } from './replayLog.js';

/** What the rounds so far have emitted. The next one goes on from there. */
export interface Progress<E> {
  readonly log: ReplayLog<E | ToolResultEvent>;
  /** The number of calls. */
  calls: number;
  /** The numbers of parts. */
  readonly parts: { content: number; reasoning: number };
  usage: TokenUsage | undefined;
  /** Notes an event of a server. */
  readonly receive: (event: E) => void;
  /**
   * Returns the events to emit again after a `reset`.
   * @throws StreamingFormatError `BAD_EVENT` for replays out of proportion to what was received
   */
  readonly repeat: () => readonly (E | ToolResultEvent)[];
}

// Replays may cost this much in all, in characters, and on top three times what was received. An
// attempt seldom fails, and a replay joins deltas.
const FREE = 500_000;
const SHARE = 3;

/** Makes the progress before the first round. */
export function progress<E extends { readonly type: string }>(calls: number): Progress<E> {
  const log = replayLog<E | ToolResultEvent>(Infinity);
  let received = 0;
  let repeated = 0;
  return {
    log,
    calls,
    parts: { content: 0, reasoning: 0 },
    usage: undefined,
    receive: (event) => {
      received += lengthOf(event);
    },
    repeat: () => {
      const events = log.events();
      for (const event of events) repeated += lengthOf(event);
      if (repeated <= FREE + SHARE * received) return events;
      throw formatFault('BAD_EVENT', () => 'The answer starts over too often');
    },
  };
}
