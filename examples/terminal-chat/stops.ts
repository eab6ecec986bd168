import { fromEvent, map, merge, type Observable, tap } from 'rxjs';

// In ms. Where npm's shell has made way for this program, one Ctrl-C comes twice: from the terminal and from npm.
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

// The status of a program that writes to a pipe which nobody reads.
const unread = merge(fromEvent(process.stdout, 'error'), fromEvent(process.stderr, 'error')).pipe(
  map(() => 141),
);

/** Emits the exit status when a run is to stop early: at Ctrl-C, or when nobody reads an output any more. */
export const stops: Observable<number> = merge(interrupted, unread);
