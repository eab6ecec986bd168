import { readHeader } from '../transport/readHeader.js';
import type { TransportHeaders } from '../transport/transport.js';

/** Whether the server asks to try again, where it sends `x-should-retry` (OpenAI, Anthropic). */
export function shouldRetry(headers: TransportHeaders | undefined): boolean | undefined {
  const value = readHeader(headers, 'x-should-retry')?.trim();
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
}
