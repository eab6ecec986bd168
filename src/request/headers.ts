import { type Either, isRight, tryCatch } from 'fp-ts/lib/Either.js';
import type { ObservableInput } from 'rxjs';
import type { StreamingFormatError } from '../errors/errors.js';
import { isPlain } from '../json/copyJson.js';
import type { HeadersSource } from '../transport/transport.js';
import { type Fault, invalidRequest } from '../validation.js';
import { firstOf } from './firstOf.js';

const fault = 'headers and idempotencyKey must be valid HTTP headers';

/** Returns the headers of the config, or an Observable of what its function returns. */
export const lookUpHeaders = (
  headers: HeadersSource | (() => ObservableInput<HeadersSource>) | undefined,
): unknown =>
  typeof headers === 'function'
    ? firstOf(headers(), 'headers must be headers, or a function that returns or emits them')
    : headers;

type Pair = [name: string, value: string];

const isPair = (pair: unknown): pair is Pair =>
  Array.isArray(pair) && pair.length === 2 && pair.every((each) => typeof each === 'string');

/**
 * The names and values of headers. The platform would also take what is neither, and send
 * `undefined` as a word.
 */
const pairsOf = (headers: unknown): Pair[] => {
  const given = headers ?? {};
  const isIterable = Symbol.iterator in Object(given);
  const pairs: unknown[] = isIterable ? [...(given as Iterable<unknown>)] : Object.entries(given);
  if (!pairs.every(isPair) || !(isIterable || isPlain(given))) throw new TypeError(fault);
  return pairs;
};

/** Checks headers that are given without a function. */
export const checkHeaders = (headers: unknown): Fault =>
  headers == null || typeof headers === 'function' || isRight(mergeHeaders(headers, {}))
    ? undefined
    : fault;

/** Joins headers. An `own` header replaces an extra one of the same name in any letter case. */
export const mergeHeaders = (
  extra: unknown,
  own: Readonly<Record<string, string>>,
): Either<StreamingFormatError, Readonly<Record<string, string>>> =>
  tryCatch(
    () => {
      const merged: Record<string, string> = {};
      const ownNames = new Headers(pairsOf(own));
      new Headers(pairsOf(extra)).forEach((value, name) => {
        if (!ownNames.has(name)) merged[name] = value;
      });
      return { ...merged, ...own };
    },
    // The platform's message quotes the value.
    () => invalidRequest(fault),
  );
