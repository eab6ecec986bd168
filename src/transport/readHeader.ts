import type { TransportHeaders } from './transport.js';

type Getter = Extract<TransportHeaders, { get: unknown }>;

const isGetter = (headers: TransportHeaders): headers is Getter =>
  'get' in headers && typeof headers.get === 'function';

const isIterable = (
  headers: TransportHeaders,
): headers is Extract<TransportHeaders, Iterable<unknown>> => Symbol.iterator in headers;

const find = (headers: TransportHeaders, name: string): string | readonly string[] | undefined => {
  // A `Map` has a `get` too, which minds the case.
  if (isIterable(headers)) return [...headers].find(([key]) => key.toLowerCase() === name)?.[1];
  if (isGetter(headers)) return headers.get(name) ?? undefined;
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
};

/** The value of a response header, its name in any case; `undefined` when it is absent or empty. */
export const readHeader = (
  headers: TransportHeaders | undefined,
  name: string,
): string | undefined => {
  const value = headers && find(headers, name);
  return (typeof value === 'string' ? value : value?.join(', ')) || undefined;
};
