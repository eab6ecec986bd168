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

const SECONDS = /^\d+(\.\d+)?$/;
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * How long the server asks to wait, in ms: `retry-after-ms`, else `Retry-After` in seconds, else as a date, which counts from
 * the response's own `Date`, or from `now` where there is none. Anything else is no answer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function readRetryAfter(
  headers: TransportHeaders | undefined,
  now: number,
): number | undefined {
  const ms = readHeader(headers, 'retry-after-ms')?.trim() ?? '';
  if (SECONDS.test(ms)) return finite(Number(ms));
  const after = readHeader(headers, 'retry-after')?.trim() ?? '';
  if (SECONDS.test(after)) return finite(Number(after) * 1000);
  if (!HTTP_DATE.test(after)) return undefined;
  const sent = Date.parse(readHeader(headers, 'date') ?? '');
  return finite(Math.max(0, Date.parse(after) - (Number.isNaN(sent) ? now : sent)));
}

/** Whether the server asks to try again, where it says so. */
export function readShouldRetry(headers: TransportHeaders | undefined): boolean | undefined {
  const said = readHeader(headers, 'x-should-retry')?.trim();
  return said === 'true' || said === 'false' ? said === 'true' : undefined;
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
