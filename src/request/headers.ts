import { type Either, tryCatch } from 'fp-ts/lib/Either.js';
import { defaultIfEmpty, from, type Observable, type ObservableInput, take } from 'rxjs';
import type { StreamingFormatError } from '../errors/errors.js';
import { invalidRequest } from './request.js';
import type { HeadersSource } from '../transport/transport.js';

/** The headers that an application gives, asked for if they are a function; `{}` when there are none. */
export const lookUpHeaders = (
  headers: HeadersSource | (() => ObservableInput<HeadersSource>) | undefined,
): HeadersSource | Observable<HeadersSource> =>
  typeof headers === 'function'
    ? from(headers()).pipe(take(1), defaultIfEmpty({}))
    : (headers ?? {});

/** Joins headers; `own` ones replace others of the same name in any case. */
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
    () => invalidRequest(['headers and idempotencyKey must be valid HTTP headers']),
  );

const secretName =
  /access|auth|bearer|cookie|cred|csrf|jwt|key|otp|pass|secret|session|sign|ticket|token/i;

/** The values of headers that grant something, whole and in their parts, such as one cookie of several. */
export const secretHeaders = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers)
    .filter(([name]) => secretName.test(name))
    .flatMap(([, value]) => [value, ...partsOf(value)]);

const decodeBasic = (value: string): string => {
  try {
    return atob(/^basic (\S+)$/i.exec(value)?.[1] ?? '');
  } catch {
    return '';
  }
};

// Without the names of cookies and of the scheme, which are ordinary words, and of the user of a basic one.
const partsOf = (value: string): readonly string[] =>
  `${value} ${decodeBasic(value).replace(':', ' ')}`
    .split(/[\s;,]+/)
    .map((part) => part.slice(part.indexOf('=') + 1).replace(/^"|"$/g, ''))
    .filter((part) => !/^bearer$/i.test(part));
