import * as t from 'io-ts';
import { type Dialect, eventStream, typed } from './dialect.js';
import { questionOf, reading, turns } from './question.js';

const request = t.intersection([
  t.type({ model: t.string, messages: turns, max_tokens: t.number }),
  t.partial({ system: t.string }),
]);

export const anthropicMessages: Dialect = {
  ...eventStream,
  path: /^\/v1\/messages$/,
  authorization: (token) => ['x-api-key', token],
  readQuestion: reading(request, ({ model, messages, system }) => ({
    ...questionOf(model, messages),
    systemPrompt: system,
  })),
  speak: ({ model, inputTokens }) => ({
    begin: typed('message_start', {
      message: {
        id: 'msg-demo',
        type: 'message',
        role: 'assistant',
        model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: inputTokens, output_tokens: 0 },
      },
    }),
    open: ({ event, index }) =>
      typed('content_block_start', {
        index,
        content_block:
          event === 'reasoning'
            ? { type: 'thinking', thinking: '', signature: '' }
            : { type: 'text', text: '' },
      }),
    piece: (text, { event, index }) =>
      typed('content_block_delta', {
        index,
        delta:
          event === 'reasoning'
            ? { type: 'thinking_delta', thinking: text }
            : { type: 'text_delta', text },
      }),
    close: ({ index }) => typed('content_block_stop', { index }),
    end: ({ outputTokens }) =>
      typed('message_delta', {
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: outputTokens },
      }) + typed('message_stop'),
    failure: (message, code) => typed('error', { error: { type: code, message } }),
  }),
};
