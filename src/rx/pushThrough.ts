import { Observable, type OperatorFunction, type Subscriber, takeUntil } from 'rxjs';

/** State of one subscription that turns each input into any number of outputs, by calling `next` of its output. */
export interface PushMachine<I> {
  readonly push: (input: I) => void;
  /** Called when the source completes, before the output does. */
  readonly end?: () => void;
  /** Called when the source errors, before the output does, unless this completes it. */
  readonly fail?: (error: unknown) => void;
}

/**
 * Makes an operator out of a push machine: a fresh machine per subscription, its output given to it.
 *
 * It stands in for `concatMap(inputs → array)`, which costs an inner subscription per input. What the machine throws, also in
 * `end` and `fail`, becomes the error of the output. The source is torn down as soon as the output is closed, also in the
 * middle of a synchronous source. A notification that arrives while the machine is still at the one before, because a
 * consumer caused it, waits for its turn, so that outputs are never reordered.
 */
export function pushThrough<I, O>(
  create: (output: Subscriber<O>) => PushMachine<I>,
): OperatorFunction<I, O> {
  return (source) =>
    new Observable<O>((output) => {
      const machine = create(output);
      // What arrived while the machine was busy, oldest first.
      const waiting: (() => void)[] = [];
      let busy = false;
      const take = <T>(step: (value: T) => void, value: T): void => {
        // `takeUntil` completes when the consumer has gone.
        if (output.closed) return;
        if (busy) {
          waiting.push(() => step(value));
          return;
        }
        busy = true;
        try {
          step(value);
          // It also comes to those that are added meanwhile.
          for (const next of waiting) if (!output.closed) next();
        } catch (error) {
          output.error(error);
        }
        if (waiting.length > 0) waiting.length = 0;
        busy = false;
      };

      // A subscription to a synchronous source is not there yet when it has to end; this reaches it.
      const closed = new Observable<void>((subscriber) => output.add(() => subscriber.next()));

      source.pipe(takeUntil(closed)).subscribe({
        next: (input) => take(machine.push, input),
        error: (error: unknown) =>
          take(() => {
            machine.fail?.(error);
            if (!output.closed) output.error(error);
          }, undefined),
        complete: () =>
          take(() => {
            machine.end?.();
            output.complete();
          }, undefined),
      });
    });
}
