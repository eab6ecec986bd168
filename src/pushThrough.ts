import { Observable, type OperatorFunction, Subject, type Subscriber, takeUntil } from 'rxjs';

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
      // Notifications that arrived while the machine was busy, oldest first.
      const waiting: (() => void)[] = [];
      let busy = false;

      const settle = (step: () => void): void => {
        waiting.push(step);
        if (!busy) drain();
      };

      const drain = (): void => {
        busy = true;
        try {
          // It also comes to those that are added meanwhile.
          for (const step of waiting) {
            if (!output.closed) step();
          }
        } catch (error) {
          output.error(error);
        } finally {
          waiting.length = 0;
          busy = false;
        }
      };

      // A subscription to a synchronous source is not there yet when it has to end; this reaches it.
      const closed = new Subject<void>();
      output.add(() => closed.next());

      source.pipe(takeUntil(closed)).subscribe({
        next: (input) => {
          if (busy) {
            waiting.push(() => machine.push(input));
            return;
          }
          // The way of nearly every input, without a closure for it.
          busy = true;
          try {
            machine.push(input);
          } catch (error) {
            output.error(error);
          } finally {
            busy = false;
          }
          if (waiting.length > 0) drain();
        },
        error: (error: unknown) =>
          settle(() => {
            machine.fail?.(error);
            if (!output.closed) output.error(error);
          }),
        complete: () =>
          settle(() => {
            machine.end?.();
            output.complete();
          }),
      });
    });
}
