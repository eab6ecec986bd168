import { encodeEvent } from '../../protocols/streamingChat/encodeEvent.js';
import { formatSse } from '../../framing/formatSse.js';
import type { StreamEvent } from '../../events.js';
import type { OwnEvent } from './play.js';

/**
 * Writes the next event of an answer as text of the body.
 * @throws TypeError for an event that the format does not have
 */
export type WriteEvent = (event: StreamEvent | OwnEvent) => string;

/** The format in which a server writes its answers. */
export interface Wire {
  readonly contentType: string;
  /** Begins an answer. What it returns has the state of that answer. */
  readonly begin: () => WriteEvent;
}

/** The format of the default protocol. */
export const defaultWire: Wire = {
  contentType: 'text/event-stream',
  begin: () => (event) => {
    const message = encodeEvent(event);
    if (message) return formatSse(message);
    throw new TypeError(`a server cannot send this ${event.type} event`);
  },
};
