import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { StreamEvent } from '../../src/events.js';

/** One line of a diagram. */
interface Row<V> {
  /** In the marble syntax of RxJS, one character a ms; blanks in front put a later attempt where it begins. */
  readonly marble: string;
  readonly values: Readonly<Record<string, V>>;
  /** What `#` stands for. */
  readonly error?: unknown;
}

/** One picture of what an operator does, which a test runs. */
export interface Diagram {
  /** Makes the operator. Its code is the call in the picture, which so is the call that is run. */
  readonly make: () => (source: Observable<StreamEvent>) => Observable<unknown>;
  /** Says which case it is, where there is more than one. */
  readonly about?: string;
  /** What the first subscription gets, the second one, and so on. */
  readonly sources: readonly Row<StreamEvent>[];
  readonly result: Row<unknown>;
}

/** One sign in a row. */
export interface Sign {
  readonly frame: number;
  readonly kind: 'next' | 'error' | 'complete';
  /** The letter, or `#` or `|`. */
  readonly letter: string;
  /** What the letter or `#` stands for. */
  readonly value: unknown;
}

/** A row with its place in time. */
export interface Line {
  readonly label: string;
  readonly marble: string;
  readonly signs: readonly Sign[];
  readonly start: number;
  /** When it ends or is unsubscribed; the last frame where it does neither. */
  readonly end: number;
}

// The parser that the test runs on too, so that the picture cannot read a row in another way.
const signsOf = ({ marble, values, error }: Row<unknown>): readonly Sign[] =>
  TestScheduler.parseMarbles(marble, undefined, undefined, undefined, true).map(
    ({ frame, notification }) => {
      const at = marble.search(/\S/) + frame / TestScheduler.frameTimeFactor;
      if (notification.kind === 'C')
        return { frame: at, kind: 'complete', letter: '|', value: undefined };
      if (notification.kind === 'E') return { frame: at, kind: 'error', letter: '#', value: error };
      // Without values, the parser gives the letters.
      const letter = String(notification.value);
      return { frame: at, kind: 'next', letter, value: values[letter] };
    },
  );

const endOf = (signs: readonly Sign[], marble: string): number =>
  signs.find(({ kind }) => kind !== 'next')?.frame ?? marble.length - 1;

const lineOf = (label: string, row: Row<unknown>, until = Infinity): Line => {
  const signs = signsOf(row);
  return {
    label,
    marble: row.marble,
    signs,
    start: row.marble.search(/\S/),
    end: Math.min(until, endOf(signs, row.marble)),
  };
};

/** The rows with their places in time, the result last. A source is unsubscribed when the result ends. */
export function linesOf({ sources, result }: Diagram): readonly Line[] {
  const last = lineOf('result', result);
  const isOnly = sources.length === 1;
  return [
    ...sources.map((row, index) =>
      lineOf(isOnly ? 'source' : `attempt ${index + 1}`, row, last.end),
    ),
    last,
  ];
}

/** The call of the operator, as the code has it. */
export const callOf = ({ make }: Diagram): string => make.toString().replace(/^\(\) => /, '');

/** The name of the operator. */
export const operatorOf = (diagram: Diagram): string => callOf(diagram).replace(/\(.*/, '');
