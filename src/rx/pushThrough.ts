import { Observable, type OperatorFunction, type Subscriber, takeUntil } from 'rxjs';

/**
 * State of one subscription. It emits any number of outputs per input, by calling `next` of the
 * output that it was made with.
 */
export interface PushMachine<I> {
  readonly push: (input: I) => void;
  /** Called when the source completes, before the output completes. */
  readonly end?: () => void;
  /** Called when the source errors, before the output errors, unless this completes the output. */
  readonly fail?: (error: unknown) => void;
}

/**
 * Turns a push machine into an operator; each subscription makes a machine of its own.
 *
 * The usual way to emit any number of values per input, `concatMap` to an array, subscribes to an
 * inner Observable per input, at ten times the cost of `map`. This operator calls the machine
 * directly, and guarantees what `concatMap` does:
 *
 * - What the machine throws, in `end` and `fail` too, becomes the error of the output.
 * - The source is unsubscribed as soon as the output is closed, even while a synchronous source is
 *   still emitting.
 * - Outputs stay in order: a notification that a consumer causes while the machine is busy waits
 *   for its turn.
 */
export function pushThrough<I, O>(
  create: (output: Subscriber<O>) => PushMachine<I>,
): OperatorFunction<I, O> {
  return (source) =>
    new Observable<O>((output) => {
      const machine = create(output);
      // Notifications that arrived while the machine was busy, oldest first.
      const waiting: (() => void)[] = [];
      let busy = false;
      const take = <T>(step: (value: T) => void, value: T): void => {
        // After an unsubscribe, `takeUntil` still completes.
        if (output.closed) return;
        if (busy) {
          waiting.push(() => step(value));
          return;
        }
        busy = true;
        try {
          step(value);
          // The loop also reaches notifications that are added meanwhile.
          for (const next of waiting) if (!output.closed) next();
        } catch (error) {
          output.error(error);
        }
        if (waiting.length > 0) waiting.length = 0;
        busy = false;
      };

      // Stops a synchronous source, whose `subscribe` has not returned a subscription yet.
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
