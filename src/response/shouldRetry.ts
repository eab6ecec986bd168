import { readHeader } from '../transport/readHeader.js';
import type { TransportHeaders } from '../transport/transport.js';

/**
 * Reads `x-should-retry`, by which OpenAI and Anthropic say whether a refused request may be sent
 * again.
 *
 * @returns `undefined` where the server does not say
 */
export function shouldRetry(headers: TransportHeaders | undefined): boolean | undefined {
  const value = readHeader(headers, 'x-should-retry')?.trim();
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
}
