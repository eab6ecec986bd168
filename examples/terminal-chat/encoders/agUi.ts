import * as t from 'io-ts';
import { bearer, eventStream, type Part, type ServerProtocol, unnamed } from './encoder.js';
import { questionOf, questionReader, turns } from './question.js';

const request = t.type({
  threadId: t.string,
  runId: t.string,
  messages: turns,
  forwardedProps: t.type({ model: t.string }, 'JSON object'),
});

const run = { threadId: 'thread-demo', runId: 'run-demo' };

const ofPart = (step: string, { type, index }: Part, fields = {}): string =>
  unnamed({
    type: `${type === 'reasoning' ? 'REASONING' : 'TEXT'}_MESSAGE_${step}`,
    messageId: `message-${index}`,
    ...fields,
  });

export const agUi: ServerProtocol = {
  ...eventStream,
  path: /^\/$/,
  authorization: bearer,
  readQuestion: questionReader(request, ({ messages, forwardedProps: { model } }) =>
    questionOf(model, messages),
  ),
  encoderOf: ({ model }) => ({
    start: unnamed({ type: 'RUN_STARTED', ...run }),
    startPart: (part) =>
      ofPart('START', part, { role: part.type === 'reasoning' ? 'reasoning' : 'assistant' }),
    delta: (delta, part) => ofPart('CONTENT', part, { delta }),
    endPart: (part) => ofPart('END', part),
    end: ({ inputTokens, outputTokens }) =>
      unnamed({ type: 'RUN_FINISHED', ...run, usage: [{ model, inputTokens, outputTokens }] }),
    error: (message, code) => unnamed({ type: 'RUN_ERROR', message, code }),
  }),
};
