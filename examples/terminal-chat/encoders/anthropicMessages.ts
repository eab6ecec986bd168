import * as t from 'io-ts';
import { eventStream, type ServerProtocol, typed } from './encoder.js';
import { questionOf, questionReader, turns } from './question.js';

const request = t.intersection([
  t.type({ model: t.string, messages: turns, max_tokens: t.number }),
  t.partial({ system: t.string }),
]);

export const anthropicMessages: ServerProtocol = {
  ...eventStream,
  path: /^\/v1\/messages$/,
  authorization: (token) => ['x-api-key', token],
  readQuestion: questionReader(request, ({ model, messages, system }) => ({
    ...questionOf(model, messages),
    systemPrompt: system,
  })),
  encoderOf: ({ model, inputTokens }) => ({
    start: typed('message_start', {
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
    startPart: ({ type, index }) =>
      typed('content_block_start', {
        index,
        content_block:
          type === 'reasoning'
            ? { type: 'thinking', thinking: '', signature: '' }
            : { type: 'text', text: '' },
      }),
    delta: (text, { type, index }) =>
      typed('content_block_delta', {
        index,
        delta:
          type === 'reasoning'
            ? { type: 'thinking_delta', thinking: text }
            : { type: 'text_delta', text },
      }),
    endPart: ({ index }) => typed('content_block_stop', { index }),
    end: ({ outputTokens }) =>
      typed('message_delta', {
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: outputTokens },
      }) + typed('message_stop'),
    error: (message, code) => typed('error', { error: { type: code, message } }),
  }),
};
