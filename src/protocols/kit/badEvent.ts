import { StreamingFormatError } from '../../errors/errors.js';
import type { SseMessage } from '../../framing/framing.js';

/**
 * Makes the error of a message of the wrong shape.
 * @param fault what is wrong, such as "text must be string"; it must not quote a value
 */
export const badEvent = ({ event }: SseMessage, fault: string): StreamingFormatError =>
  new StreamingFormatError(`Malformed "${event}" event: ${fault}`, {
    code: 'BAD_EVENT',
    phase: 'streaming',
  });
