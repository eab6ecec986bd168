import { type Events, noEvents } from '../kit/events.js';
import type { Index } from './contentPart.js';

/** The JSON before and after a text that comes in deltas; none where the deltas are JSON. */
export type Frame = readonly [open: string, close: string];

/** The arguments of one call, as deltas and complete. Each method returns the events of it. */
export interface CallArguments {
  /** Takes a delta; `index` is the index of the command of a shell call. */
  readonly delta: (text: string, index?: Index) => Events;
  /** Takes the complete arguments as JSON text. What the deltas have brought is not repeated. */
  readonly complete: (json: string) => Events;
  /** Ends the JSON of deltas whose call never came complete. */
  readonly close: () => Events;
}

/**
 * Turns text into the inside of a JSON string. A surrogate pair cut in two becomes two escapes,
 * which are the same text.
 */
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Makes the arguments of a call of which nothing has come; `emit` makes the events of a delta. */
export function callArguments(
  emit: (json: string) => Events,
  [open, close]: Frame = ['', ''],
): CallArguments {
  let written = '';
  let latest: Index;
  let isClosed = false;

  const write = (json: string): Events => {
    written += json;
    return json === '' ? noEvents : emit(json);
  };
  const end = (): Events => {
    if (isClosed || written === '') return noEvents;
    isClosed = true;
    return write(close);
  };

  return {
    delta: (text, index) => {
      if (text === '' || isClosed) return noEvents;
      if (open === '') return write(text);
      const before = written === '' ? open : index === latest ? '' : '","';
      latest = index;
      return write(before + escaped(text));
    },
    complete: (json) => {
      // Where the deltas brought another text, they count, and their JSON is ended.
      if (json.length < written.length || !json.startsWith(written)) return end();
      isClosed ||= json !== '';
      return write(json.slice(written.length));
    },
    close: end,
  };
}
