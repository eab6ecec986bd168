import { type Either, left, right } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError } from '../../errors/errors.js';
import { formatFault } from '../../errors/formatFault.js';
import type { SseMessage } from '../../framing/framing.js';
import { detectProtocol } from './detectProtocol.js';
import { noEvents } from './events.js';

/**
 * Reports a message that a protocol does not know and goes on. The message of another protocol is
 * an error that names it.
 */
export function unknownMessage(
  message: SseMessage,
  json: unknown,
  onUnknown: (message: SseMessage) => void,
): Either<StreamingFormatError, readonly never[]> {
  const other = detectProtocol(json, message.event);
  if (other !== undefined) {
    return left(
      formatFault(
        'BAD_EVENT',
        () => `Unexpected "${message.event}" event: this looks like ${other}. Set config.protocol.`,
      ),
    );
  }
  onUnknown(message);
  return right(noEvents);
}
