import { type Either, tryCatch } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError } from '../../errors/errors.js';
import { type Fields, isFields } from '../../json/json.js';
import { invalidRequest } from '../../validation.js';

/** Merges two objects at any depth. A field of `own` wins, also where its value is `undefined`. */
const merge = (extra: Fields, own: Fields): Fields => ({
  ...extra,
  ...Object.fromEntries(
    Object.entries(own).map(([name, value]) => {
      const given = Object.hasOwn(extra, name) ? extra[name] : undefined;
      return [name, isFields(value) && isFields(given) ? merge(given, value) : value];
    }),
  ),
});

/** Writes a JSON body: the fields of the protocol, and more fields of `extraBody`. */
export const jsonBody = (
  extraBody: Fields | null | undefined,
  own: object,
): Either<StreamingFormatError, string> =>
  tryCatch(
    () => JSON.stringify(extraBody ? merge(extraBody, { ...own }) : own),
    () => invalidRequest('extraBody must be JSON'),
  );

/**
 * `undefined` for an empty text or list, which is then not sent: it would override the default of
 * the server.
 */
export const unlessEmpty = <T extends string | readonly unknown[]>(
  value: T | null | undefined,
): T | undefined => (value?.length ? value : undefined);
