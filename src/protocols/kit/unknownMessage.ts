import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { StreamingFormatError } from '../../errors/errors.js';
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
      new StreamingFormatError(
        `Unexpected "${message.event}" event: this looks like ${other}. Set config.protocol.`,
        { code: 'BAD_EVENT', phase: 'streaming' },
      ),
    );
  }
  onUnknown(message);
  return right(noEvents);
}
