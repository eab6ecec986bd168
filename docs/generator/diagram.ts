import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { StreamEvent } from '../../src/events.js';

/** One row of a diagram, as `docs/diagrams.ts` writes it. */
interface Row<V> {
  /**
   * In the marble syntax of RxJS, one character per ms. Leading blanks shift a later attempt to
   * the moment when it starts.
   */
  readonly marble: string;
  readonly values: Readonly<Record<string, V>>;
  /** The error that `#` stands for. */
  readonly error?: unknown;
  /** What the row is. @defaultValue `source`, or `attempt` and its number */
  readonly label?: string;
}

/** One picture of an operator. A test runs it. */
export interface Diagram {
  /** Creates the operator. The picture shows the code of this call, so it shows what the test ran. */
  readonly make: () => (source: Observable<StreamEvent>) => Observable<unknown>;
  /** The code that the picture shows, if the operator is not one that takes a source. */
  readonly call?: string;
  /** The case that the picture shows; needed when an operator has more than one picture. */
  readonly about?: string;
  /** The sources, in order of subscription. Texts are what a function of the app emits. */
  readonly sources: readonly Row<StreamEvent | string>[];
  readonly result: Row<unknown>;
}

/** A notification with its place in time. */
export interface TimedNotification {
  readonly frame: number;
  readonly kind: 'next' | 'error' | 'complete';
  /** The character in the marble string: a letter, `#` or `|`. */
  readonly letter: string;
  /** The event or error that the letter stands for. */
  readonly value: unknown;
}

/** A row with its place in time. */
export interface Line {
  readonly label: string;
  readonly marble: string;
  readonly notifications: readonly TimedNotification[];
  readonly start: number;
  /** The frame of its end or of the unsubscription; without either, its last frame. */
  readonly end: number;
}

// The test runs on the same parser, so the picture cannot read a row differently.
const notificationsOf = ({ marble, values, error }: Row<unknown>): readonly TimedNotification[] =>
  TestScheduler.parseMarbles(marble, undefined, undefined, undefined, true).map(
    ({ frame, notification }) => {
      const at = marble.search(/\S/) + frame / TestScheduler.frameTimeFactor;
      if (notification.kind === 'C')
        return { frame: at, kind: 'complete', letter: '|', value: undefined };
      if (notification.kind === 'E') return { frame: at, kind: 'error', letter: '#', value: error };
      // Called without values, the parser returns the letters.
      const letter = String(notification.value);
      return { frame: at, kind: 'next', letter, value: values[letter] };
    },
  );

const endOf = (notifications: readonly TimedNotification[], marble: string): number =>
  notifications.find(({ kind }) => kind !== 'next')?.frame ?? marble.length - 1;

const lineOf = (label: string, row: Row<unknown>, until = Infinity): Line => {
  const notifications = notificationsOf(row);
  return {
    label,
    marble: row.marble,
    notifications,
    start: row.marble.search(/\S/),
    end: Math.min(until, endOf(notifications, row.marble)),
  };
};

/**
 * Places the rows in time, the result last. The end of the result unsubscribes from the sources.
 */
export function linesOf({ sources, result }: Diagram): readonly Line[] {
  const last = lineOf('result', result);
  const isOnly = sources.length === 1;
  return [
    ...sources.map((row, index) =>
      lineOf(row.label ?? (isOnly ? 'source' : `attempt ${index + 1}`), row, last.end),
    ),
    last,
  ];
}

/** The code of the operator call, e.g. `timeoutBetweenChunks(5)`. */
export const callOf = ({ make, call }: Diagram): string =>
  call ?? make.toString().replace(/^\(\) => /, '');

/** The name of the operator. */
export const operatorOf = (diagram: Diagram): string => callOf(diagram).replace(/\(.*/, '');
