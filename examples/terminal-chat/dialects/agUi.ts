import * as t from 'io-ts';
import { bearer, type Dialect, eventStream, type Part, unnamed } from './dialect.js';
import { questionOf, reading, turns } from './question.js';

const request = t.type({
  threadId: t.string,
  runId: t.string,
  messages: turns,
  forwardedProps: t.type({ model: t.string }, 'JSON object'),
});

const run = { threadId: 'thread-demo', runId: 'run-demo' };

const ofPart = (step: string, { event, index }: Part, fields = {}): string =>
  unnamed({
    type: `${event === 'reasoning' ? 'REASONING' : 'TEXT'}_MESSAGE_${step}`,
    messageId: `message-${index}`,
    ...fields,
  });

export const agUi: Dialect = {
  ...eventStream,
  path: /^\/$/,
  authorization: bearer,
  readQuestion: reading(request, ({ messages, forwardedProps: { model } }) =>
    questionOf(model, messages),
  ),
  speak: ({ model }) => ({
    begin: unnamed({ type: 'RUN_STARTED', ...run }),
    open: (part) =>
      ofPart('START', part, { role: part.event === 'reasoning' ? 'reasoning' : 'assistant' }),
    piece: (delta, part) => ofPart('CONTENT', part, { delta }),
    close: (part) => ofPart('END', part),
    end: ({ inputTokens, outputTokens }) =>
      unnamed({ type: 'RUN_FINISHED', ...run, usage: [{ model, inputTokens, outputTokens }] }),
    failure: (message, code) => unnamed({ type: 'RUN_ERROR', message, code }),
  }),
};
