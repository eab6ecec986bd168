import { left } from 'fp-ts/lib/Either.js';
import { truncated as truncatedError } from '../../errors/truncated.js';
import type { Decoded } from '../protocol.js';

/** The result of a decoder when the stream ends before the answer is complete. */
export const truncated = (): Decoded<never> => left(truncatedError('streaming'));
