import { StreamingNetworkError, type StreamingPhase } from './errors.js';

/** Makes the error for an answer that ended before the protocol's own end. */
export const truncated = (phase: StreamingPhase): StreamingNetworkError =>
  new StreamingNetworkError('The answer ended before it was complete', {
    code: 'STREAM_TRUNCATED',
    phase,
  });
