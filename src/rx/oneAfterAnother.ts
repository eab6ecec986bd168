import { Observable, takeUntil } from 'rxjs';

/**
 * Emits what Observables emit, one after the other. `next` returns each of them when the one before
 * has completed, and at last `undefined`. What it throws becomes the error.
 *
 * ```text
 * first   --a--|
 * second       --b--|
 *         oneAfterAnother(next)
 * result  --a----b--|
 * ```
 *
 * They are not nested, unlike those of `concat` and `expand`: a value passes one subscription, and
 * the stack stays small, however many came before.
 */
export const oneAfterAnother = <T>(next: () => Observable<T> | undefined): Observable<T> =>
  new Observable<T>((output) => {
    // Also stops a synchronous source, whose `subscribe` has not returned a subscription yet, and
    // one whose `next` has unsubscribed.
    const closed = new Observable<void>((subscriber) => {
      const stop = (): void => subscriber.next();
      output.add(stop);
      return () => output.remove(stop);
    });
    let isWaiting = false;
    let isBusy = false;

    const step = (): void => {
      const source = next();
      if (source === undefined) return output.complete();
      source.pipe(takeUntil(closed)).subscribe({
        next: (value) => output.next(value),
        error: (error: unknown) => output.error(error),
        complete: goOn,
      });
    };
    const goOn = (): void => {
      isWaiting = true;
      if (isBusy) return;
      isBusy = true;
      while (isWaiting && !output.closed) {
        isWaiting = false;
        try {
          step();
        } catch (error) {
          output.error(error);
        }
      }
      isBusy = false;
    };
    goOn();
  });
