import type { StreamEvent } from '../../src/events.js';

/** One event of each type of the union. */
export const oneOfEach: readonly StreamEvent[] = [
  { type: 'content', text: 'a' },
  { type: 'reasoning', text: 'b' },
  { type: 'toolCall', index: 0, id: 'c1', name: 'add', argumentsText: '{' },
  { type: 'tps', tps: 4, source: 'server' },
  { type: 'usage', usage: { inputTokens: 1 } },
  { type: 'error', message: 'no', code: 'X', status: 503, retryAfterMs: 10 },
  { type: 'reset', attempt: 2 },
  { type: 'done', finishReason: 'stop' },
];
