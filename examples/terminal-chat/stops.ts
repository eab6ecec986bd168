import { fromEvent, map, merge, type Observable, tap } from 'rxjs';

// In ms. Under npm one Ctrl-C may arrive twice, from the terminal and from npm: a second one within
// this time is ignored.
const ECHO = 250;

const ignore = (): void => {};

const ignoreEcho = (): void => {
  process.on('SIGINT', ignore);
  setTimeout(() => process.off('SIGINT', ignore), ECHO).unref();
};

const interrupted = fromEvent(process, 'SIGINT').pipe(
  tap(ignoreEcho),
  map(() => 130),
);

// 141 is the usual status after a write to a closed pipe.
const unread = merge(fromEvent(process.stdout, 'error'), fromEvent(process.stderr, 'error')).pipe(
  map(() => 141),
);

/** Emits the exit status if a run has to stop early: at Ctrl-C, or when an output is closed. */
export const stops: Observable<number> = merge(interrupted, unread);
