import {
  defer,
  EMPTY,
  from,
  isObservable,
  Observable,
  observable,
  type ObservableInput,
  of,
  tap,
} from 'rxjs';

const isThenable = (value: object): value is PromiseLike<unknown> =>
  'then' in value && typeof value.then === 'function';

/**
 * Whether a value emits others over time. What merely contains others, such as a list, a text, a
 * `Set` or an array of bytes, does not; an iterator, such as that of a generator, does.
 */
const isInput = (value: unknown): value is ObservableInput<unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  return (
    isObservable(value) ||
    isThenable(value) ||
    observable in value ||
    Symbol.asyncIterator in value ||
    ('getReader' in value && typeof value.getReader === 'function') ||
    (Symbol.iterator in value && 'next' in value && typeof value.next === 'function')
  );
};

/**
 * Calls a function of the app at each subscription. Emits what it emits, or else what it returns.
 * Unsubscribing before the end aborts the signal, also during the call.
 */
export const callWithSignal = (call: (signal: AbortSignal) => unknown): Observable<unknown> =>
  new Observable((output) => {
    const controller = new AbortController();
    let isOver = false;
    const end = (): void => {
      isOver = true;
    };
    output.add(() => {
      if (!isOver) controller.abort();
    });
    return defer(() => {
      const returned = call(controller.signal);
      if (!output.closed) return isInput(returned) ? from(returned) : of(returned);
      // The call has unsubscribed. Nobody else would catch its rejection.
      if (isThenable(Object(returned))) Promise.resolve(returned).catch(() => {});
      return EMPTY;
    })
      .pipe(tap({ error: end, complete: end }))
      .subscribe(output);
  });
