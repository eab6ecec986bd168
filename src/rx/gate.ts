import { first, type Observable, ReplaySubject } from 'rxjs';

/** Follows whether something is open. */
export interface Gate {
  /** Emits once it is open: at once if its last value is `true`, and after its completion. */
  readonly whenOpen: Observable<boolean>;
  /** Ends the subscription to what it follows. */
  readonly close: () => void;
}

/**
 * Makes a gate with a single subscription, so that what emitted its value long ago counts too. Its
 * error reaches only those who wait then, or later without a last value of `true`.
 */
export function gate(isOpen: Observable<boolean>): Gate {
  const last = new ReplaySubject<boolean>(1);
  const subscription = isOpen.subscribe(last);
  return {
    whenOpen: last.pipe(first(Boolean, true)),
    close: () => subscription.unsubscribe(),
  };
}
