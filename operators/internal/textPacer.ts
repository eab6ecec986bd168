import { rateWindow } from './rateWindow.js';
import type { NextUnit } from './textUnits.js';

/** Hands out a text at a steady pace. Times are in ms, of a clock that does not go back. */
export interface TextPacer {
  /** Adds text that has arrived. */
  readonly add: (text: string, now: number) => void;
  /** Takes out what is due at a time; `''` for nothing. */
  readonly take: (now: number) => string;
  /** Takes out all that is left. */
  readonly takeAll: () => string;
  /** How long to wait before the next `take`; `undefined` if nothing is left. */
  readonly wait: (now: number) => number | undefined;
}

/** Text that arrived at one time. */
interface Arrival {
  /** Its end in the text that is left and that has been taken. */
  end: number;
  /** When it must be out. */
  readonly due: number;
}

// In ms: a frame of most screens, and the time over which the speed of arrival is measured.
const FRAME = 16;
const MEASURED = 1000;

/**
 * Makes a pacer without text. Text leaves it as fast as it has arrived of late, or faster if it
 * would else be late: a burst spreads over `maxLag`.
 * @param maxLag how long a character may wait
 */
export function textPacer(maxLag: number, nextUnit: NextUnit): TextPacer {
  const frame = Math.min(FRAME, Math.max(1, Math.floor(maxLag / 8)));
  const arrivals: Arrival[] = [];
  let speed = rateWindow(MEASURED);
  let text = '';
  // Where `text` starts in all text.
  let taken = 0;
  // In characters per ms: what takes all text out in time.
  let needed = 0;
  // Characters that went out ahead of the pace, and when that was counted.
  let ahead = 0;
  let countedAt = 0;

  const cut = (end: number): string => {
    const part = text.slice(0, end);
    text = text.slice(end);
    taken += end;
    while (arrivals[0] !== undefined && arrivals[0].end <= taken) arrivals.shift();
    return part;
  };

  /** Lets the time since the last count pass. */
  const count = (now: number): void => {
    const pace = Math.max(needed, (speed.rate(now) ?? 0) / 1000);
    ahead -= pace * Math.max(0, now - countedAt);
    countedAt = now;
  };

  /** The end of what has waited as long as it may. */
  const dueEnd = (now: number): number => {
    let end = 0;
    for (const arrival of arrivals) {
      if (arrival.due > now) break;
      end = arrival.end - taken;
    }
    return end;
  };

  return {
    add: (more, now) => {
      // While there was nothing to show, nothing was saved up.
      if (text === '') {
        count(now);
        ahead = Math.max(0, ahead);
      }
      text += more;
      speed.add(more.length, now);
      const due = now + maxLag;
      const last = arrivals.at(-1);
      if (last?.due === due) last.end += more.length;
      else arrivals.push({ end: taken + text.length, due });
      needed = text.length / maxLag;
    },
    take: (now) => {
      count(now);
      let end = 0;
      while (ahead <= 0) {
        const next = nextUnit(text, end);
        if (next < 0) {
          // Nothing may be shown, so nothing is saved up either.
          ahead = 0;
          break;
        }
        ahead += next - end;
        end = next;
      }
      return cut(Math.max(end, dueEnd(now)));
    },
    takeAll: () => {
      ahead = 0;
      speed = rateWindow(MEASURED);
      return cut(text.length);
    },
    wait: (now) => {
      const [oldest] = arrivals;
      return oldest && Math.max(0, Math.min(frame, oldest.due - now));
    },
  };
}
