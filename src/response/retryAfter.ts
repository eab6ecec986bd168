import { msIn, wholeMs } from '../errors/wholeMs.js';
import { readHeader } from '../transport/readHeader.js';
import type { TransportHeaders } from '../transport/transport.js';

const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * Reads how long the server asks to wait before the next attempt: `retry-after-ms` (OpenAI, Azure),
 * otherwise `Retry-After` in seconds or as a date. A date counts from the response's own `Date`, or
 * from `now`, a time in ms since the epoch, where that is missing.
 *
 * @returns whole ms; `undefined` where the server asks for nothing, or for no valid time
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfter(headers: TransportHeaders | undefined, now: number): number | undefined {
  const read = (name: string): string => readHeader(headers, name)?.trim() ?? '';
  const after = read('retry-after');
  const wait = msIn(read('retry-after-ms'), 1) ?? msIn(after, 1000);
  if (wait !== undefined || !HTTP_DATE.test(after)) return wait;
  const sent = Date.parse(read('date'));
  return wholeMs(Math.max(0, Date.parse(after) - (Number.isNaN(sent) ? now : sent)));
}
