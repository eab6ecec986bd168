import { type Either, tryCatch } from 'fp-ts/lib/Either.js';
import { defaultIfEmpty, from, type Observable, type ObservableInput, take } from 'rxjs';
import type { StreamingFormatError } from '../errors/errors.js';
import type { HeadersSource } from '../transport/transport.js';
import { invalidRequest } from '../validation.js';

/** Returns the headers of the config, or calls the function that returns them. Default `{}`. */
export const lookUpHeaders = (
  headers: HeadersSource | (() => ObservableInput<HeadersSource>) | undefined,
): HeadersSource | Observable<HeadersSource> =>
  typeof headers === 'function'
    ? from(headers()).pipe(take(1), defaultIfEmpty({}))
    : (headers ?? {});

/** Joins headers. An `own` header replaces an extra one of the same name in any letter case. */
export const mergeHeaders = (
  extra: HeadersSource,
  own: Readonly<Record<string, string>>,
): Either<StreamingFormatError, Readonly<Record<string, string>>> =>
  tryCatch(
    () => {
      const merged: Record<string, string> = {};
      const ownNames = new Headers(own);
      new Headers(extra).forEach((value, name) => {
        if (!ownNames.has(name)) merged[name] = value;
      });
      return { ...merged, ...own };
    },
    // The platform's message quotes the value.
    () => invalidRequest('headers and idempotencyKey must be valid HTTP headers'),
  );
