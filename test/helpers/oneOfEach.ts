import type { StreamEvent } from '../../src/events.js';

/** One event of each type of the union. */
export const oneOfEach: readonly StreamEvent[] = [
  { type: 'content', text: 'a' },
  { type: 'reasoning', text: 'b' },
  { type: 'toolCall', index: 0, id: 'c1', name: 'add', argumentsText: '{' },
  { type: 'toolResult', id: 'c1', result: 3 },
  { type: 'source', url: 'https://a.example' },
  { type: 'file', mediaType: 'image/png', base64: 'iVBO' },
  { type: 'tps', tps: 4, source: 'server' },
  { type: 'usage', usage: { inputTokens: 1 } },
  { type: 'providerState', protocol: 'agUi', state: { a: 1 } },
  { type: 'error', message: 'no', code: 'X', status: 503, retryAfterMs: 10 },
  {
    type: 'retrying',
    attempt: 2,
    delayMs: 250,
    error: { message: 'no', kind: 'network' },
  },
  { type: 'reset', attempt: 2 },
  { type: 'done', finishReason: 'stop' },
];
