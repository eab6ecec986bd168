import * as t from 'io-ts';
import { bearer, type Dialect, doneMarker, eventStream, type Part, unnamed } from './dialect.js';
import { parts, questionOf, reading, textOf } from './question.js';

const request = t.type({
  model: t.string,
  messages: t.array(t.type({ role: t.string, parts }, 'JSON object'), 'list'),
});

const ofPart = (step: string, { event, index }: Part, fields = {}): string =>
  unnamed({
    type: `${event === 'reasoning' ? 'reasoning' : 'text'}-${step}`,
    id: `part-${index}`,
    ...fields,
  });

export const uiMessageStream: Dialect = {
  ...eventStream,
  path: /^\/api\/chat$/,
  authorization: bearer,
  readQuestion: reading(request, ({ model, messages }) =>
    questionOf(
      model,
      messages.map(({ role, parts }) => ({ role, content: textOf(parts) })),
    ),
  ),
  speak: () => ({
    begin: unnamed({ type: 'start', messageId: 'msg-demo' }) + unnamed({ type: 'start-step' }),
    open: (part) => ofPart('start', part),
    piece: (delta, part) => ofPart('delta', part, { delta }),
    close: (part) => ofPart('end', part),
    end: ({ inputTokens, outputTokens }) =>
      unnamed({ type: 'finish-step' }) +
      unnamed({
        type: 'finish',
        finishReason: 'stop',
        messageMetadata: {
          totalUsage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
        },
      }) +
      doneMarker,
    failure: (message, code) =>
      unnamed({ type: 'error', errorText: JSON.stringify({ message, code }) }),
  }),
};
