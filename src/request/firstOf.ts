import { defaultIfEmpty, from, type Observable, take } from 'rxjs';
import { invalidRequest } from '../validation.js';

/**
 * The first value that something emits which an app gave or returned; `undefined` if it emits none.
 * What emits nothing is the value itself, as a string is.
 *
 * @throws StreamingFormatError with this fault for an object that cannot emit
 */
export function firstOf(given: unknown, fault: string): unknown {
  // Strings are iterables of their characters, and those of `new String()` are objects, too.
  const isString = Object.prototype.toString.call(given) === '[object String]';
  if (typeof given !== 'object' || given === null || isString) return given;
  let emitted: Observable<unknown>;
  try {
    // `from` throws for what it does not take.
    emitted = from(given as Iterable<unknown>);
  } catch {
    throw invalidRequest(fault);
  }
  return emitted.pipe(take(1), defaultIfEmpty(undefined));
}
