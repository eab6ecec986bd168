import { EMPTY, Observable, type OperatorFunction, retry, type Subscriber } from 'rxjs';

/**
 * Subscribes again after an error, once what `delay` returns has emitted, like `retry({ delay })`.
 * `delay` gets the output too, to emit something before the wait. There is no wait if the output is
 * closed then.
 */
export const retryWith =
  <I, O>(
    delay: (error: unknown, output: Subscriber<I | O>) => Observable<unknown>,
  ): OperatorFunction<I, I | O> =>
  (source) =>
    new Observable<I | O>((output) => {
      const wait = (error: unknown): Observable<unknown> => {
        const notifier = delay(error, output);
        return output.closed ? EMPTY : notifier;
      };
      // No operator comes between, which each value would pass.
      return source.pipe(retry({ delay: wait })).subscribe(output);
    });
