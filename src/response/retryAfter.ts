import { readHeader } from '../transport/readHeader.js';
import type { TransportHeaders } from '../transport/transport.js';

const SECONDS = /^\d+(\.\d+)?$/;
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * Reads how long the server asks to wait before the next attempt: `retry-after-ms` (OpenAI, Azure),
 * otherwise `Retry-After` in seconds or as a date. A date counts from the response's own `Date`, or
 * from `now`, a time in ms since the epoch, where that is missing.
 *
 * @returns ms, at least 0; `undefined` where the server asks for nothing, or for no valid time
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfter(headers: TransportHeaders | undefined, now: number): number | undefined {
  const ms = readHeader(headers, 'retry-after-ms')?.trim() ?? '';
  if (SECONDS.test(ms)) return finite(Number(ms));
  const after = readHeader(headers, 'retry-after')?.trim() ?? '';
  if (SECONDS.test(after)) return finite(Number(after) * 1000);
  if (!HTTP_DATE.test(after)) return undefined;
  const sent = Date.parse(readHeader(headers, 'date') ?? '');
  return finite(Math.max(0, Date.parse(after) - (Number.isNaN(sent) ? now : sent)));
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
