import * as t from 'io-ts';
import { bearer, type ServerProtocol, withoutParts } from './encoder.js';
import { questionOf, questionReader, turns } from './question.js';

const request = t.type({ model: t.string, messages: turns });

const NANOSECONDS = 1e9;

const line = (data: unknown): string => `${JSON.stringify(data)}\n`;

export const ollamaChat: ServerProtocol = {
  contentType: 'application/x-ndjson',
  heartbeat: line({ message: { role: 'assistant', content: '' }, done: false }),
  path: /^\/api\/chat$/,
  authorization: bearer,
  readQuestion: questionReader(request, ({ model, messages }) => questionOf(model, messages)),
  encoderOf: ({ model }) => ({
    ...withoutParts,
    delta: (text, { type }) =>
      line({
        model,
        message: {
          role: 'assistant',
          ...(type === 'reasoning' ? { content: '', thinking: text } : { content: text }),
        },
        done: false,
      }),
    end: ({ inputTokens, outputTokens, seconds }) =>
      line({
        model,
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        prompt_eval_count: inputTokens,
        eval_count: outputTokens,
        eval_duration: Math.round(seconds * NANOSECONDS),
      }),
    error: (error) => line({ error }),
  }),
};
