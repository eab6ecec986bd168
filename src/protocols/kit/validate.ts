import type { Codec } from './codecs.js';
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError } from '../../errors/errors.js';
import type { SseMessage } from '../../framing/framing.js';
import { badEvent } from './badEvent.js';
import { report } from '../../schema/report.js';

/** The error of JSON that the guard of a codec rejects; only its message is made by `decode`. */
export const mismatch = (
  message: SseMessage,
  json: unknown,
  codec: Codec<unknown>,
): StreamingFormatError =>
  badEvent(message, () => {
    const decoded = codec.decode(json);
    return isLeft(decoded) ? report(decoded.left) : 'it is not valid';
  });

/**
 * Checks the JSON of a message with a codec that does not transform. The guard of the codec
 * decides, at a fraction of the cost of `decode`.
 */
export const validate = <A>(
  message: SseMessage,
  json: unknown,
  codec: Codec<A>,
): Either<StreamingFormatError, A> =>
  codec.is(json) ? right(json) : left(mismatch(message, json, codec));
