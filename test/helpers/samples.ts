import type { StreamEvent } from '../../src/events.js';
import type { StreamingChatRequest } from '../../src/request/request.js';

/** The sample answer of the specification, byte for byte. */
export const sampleStream = `event: content
data: {"text": "Hello"}

event: content
data: {"text": "!"}

event: reasoning
data: {"text": "The user greeted me..."}

event: tps
data: {"tps": 45.2}

event: usage
data: {"input_tokens": 10, "output_tokens": 5}

event: done
data: {}

`;

/** What the sample answer means. */
export const sampleEvents: readonly StreamEvent[] = [
  { type: 'content', text: 'Hello' },
  { type: 'content', text: '!' },
  { type: 'reasoning', text: 'The user greeted me...' },
  { type: 'tps', tps: 45.2, source: 'server' },
  { type: 'usage', usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 } },
  { type: 'done' },
];

/** The least request. */
export const request: StreamingChatRequest = {
  accessToken: 'sk-SECRET-1234567890',
  message: 'Hello',
  modelId: 'deepseek/deepseek-chat',
  providerSlug: 'deepseek',
};

/** One event on the wire. */
export const sse = (event: string, data: unknown): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
