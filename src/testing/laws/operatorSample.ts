import { from, type Observable } from 'rxjs';
import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import { valuesOf } from '../marbles/defaultValues.js';

/** What the laws of an operator play to it: something that makes it emit. */
export interface OperatorSample {
  /** A diagram as for `events` of `chatMarbles`; whether it ends does not matter. */
  readonly marbles: string;
  /** Of the letters; those of `events` have a value without it. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A sample as the sources that the laws need. */
export interface SampleSources<I> {
  readonly values: readonly I[];
  /** The ms at which the values come. */
  readonly times: readonly number[];
  /** In virtual time, then complete. */
  readonly timed: (helpers: RunHelpers) => ReturnType<typeof coldOf<I>>;
  /** In virtual time, then silent. */
  readonly open: (helpers: RunHelpers) => ReturnType<typeof coldOf<I>>;
  /** At once, then complete. */
  readonly atOnce: Observable<I>;
}

const coldOf = <I>({ cold }: RunHelpers, marbles: string, values: Readonly<Record<string, I>>) =>
  cold(marbles, values);

/** Reads a sample. @throws TypeError for a letter without a value, or a sample without values */
export function sampleSources<I>({ marbles, values }: OperatorSample): SampleSources<I> {
  const body = marbles.replace(/[|#]/g, '');
  // Whether the values are what the operator takes is up to whoever has chosen them.
  const all = valuesOf('operatorLaws', body, values) as Readonly<Record<string, I>>;
  const messages = TestScheduler.parseMarbles(body, all, undefined, false, true);
  const emitted = messages.flatMap(({ frame, notification }) =>
    notification.kind === 'N'
      ? [{ time: frame / TestScheduler.frameTimeFactor, value: notification.value as I }]
      : [],
  );
  if (emitted.length === 0) throw new TypeError('operatorLaws: the sample has no value');
  const list = emitted.map(({ value }) => value);

  return {
    values: list,
    times: emitted.map(({ time }) => time),
    timed: (helpers) => coldOf(helpers, `${body}|`, all),
    open: (helpers) => coldOf(helpers, body, all),
    atOnce: from(list),
  };
}
