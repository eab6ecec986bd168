import type { Decoded } from '../protocol.js';
import { noEvents } from './events.js';
import type { JsonDecoderOptions } from './jsonDecoder.js';
import type { Summary } from './summary.js';
import { truncated } from './truncated.js';

/**
 * What `[DONE]` and the end of the body mean in a protocol whose answer is complete once it has a
 * finish reason: the last events, or a truncation before that. With `isDoneEnough`, `[DONE]` counts
 * without a finish reason too.
 */
export const endsAfterFinish = (
  answer: Pick<Summary<never>, 'isFinished'>,
  finish: () => Decoded,
  isDoneEnough = false,
): Required<Pick<JsonDecoderOptions, 'done' | 'end'>> => ({
  done: () => (isDoneEnough || answer.isFinished() ? finish() : truncated()),
  end: () => (answer.isFinished() ? finish() : noEvents),
});
