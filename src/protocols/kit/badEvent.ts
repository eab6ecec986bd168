import type { StreamingFormatError } from '../../errors/errors.js';
import { formatFault } from '../../errors/formatFault.js';
import type { SseMessage } from '../../framing/framing.js';

/**
 * Makes the error of a message of the wrong shape.
 * @param fault what is wrong, such as "text must be string", or a function that writes it; it must
 *   not quote a value
 */
export const badEvent = (
  { event }: SseMessage,
  fault: string | (() => string),
): StreamingFormatError =>
  formatFault(
    'BAD_EVENT',
    () => `Malformed "${event}" event: ${typeof fault === 'string' ? fault : fault()}`,
  );
