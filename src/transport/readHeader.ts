import type { TransportHeaders } from './transport.js';

type Getter = Extract<TransportHeaders, { get: unknown }>;

const isGetter = (headers: TransportHeaders): headers is Getter =>
  'get' in headers && typeof headers.get === 'function';

const isIterable = (
  headers: TransportHeaders,
): headers is Extract<TransportHeaders, Iterable<unknown>> => Symbol.iterator in headers;

const find = (headers: TransportHeaders, name: string): string | readonly string[] | undefined => {
  // Iterables first: a `Map` also has a `get`, but one that distinguishes upper and lower case.
  if (isIterable(headers)) return [...headers].find(([key]) => key.toLowerCase() === name)?.[1];
  if (isGetter(headers)) return headers.get(name) ?? undefined;
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
};

/**
 * Reads a response header. `name` must be in lower case; the header's own name may be in any.
 *
 * @returns several values joined by `, `; `undefined` when the header is absent or empty
 */
export const readHeader = (
  headers: TransportHeaders | undefined,
  name: string,
): string | undefined => {
  const value = headers && find(headers, name);
  return (typeof value === 'string' ? value : value?.join(', ')) || undefined;
};
