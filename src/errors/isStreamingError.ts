import type { ErrorKind } from '../eventDetails.js';
import type { Fields } from '../json/json.js';
import type { AnyStreamingError } from './anyStreamingError.js';
import { errorCodes } from './errorCodes.js';
import type { StreamingPhase } from './errors.js';

const phases: ReadonlySet<unknown> = new Set<StreamingPhase>([
  'request',
  'connect',
  'sent',
  'headers',
  'streaming',
]);

/**
 * Whether a value is an error of this package. Looks at its fields instead of its class, so that
 * errors of another bundle, realm or version count too: `kind`, with a `code` of that kind,
 * `phase`, `attempt` and `retryable`.
 *
 * @example
 * ```ts
 * import { isStreamingError, StreamingTimeoutError } from 'rxjs-chat-stream';
 *
 * const late = new StreamingTimeoutError('No event', { code: 'PROGRESS', phase: 'streaming' });
 * [late, new Error('late')].map(isStreamingError); // => [true, false]
 * ```
 */
export function isStreamingError(value: unknown): value is AnyStreamingError {
  try {
    const { kind, code, phase, attempt, retryable, message }: Fields = Object(value);
    return (
      typeof kind === 'string' &&
      typeof code === 'string' &&
      Object.hasOwn(errorCodes, kind) &&
      // The line before has found the kind in the table.
      Object.hasOwn(errorCodes[kind as ErrorKind], code) &&
      phases.has(phase) &&
      typeof attempt === 'number' &&
      typeof retryable === 'boolean' &&
      typeof message === 'string'
    );
  } catch {
    // A field throws when it is read.
    return false;
  }
}
