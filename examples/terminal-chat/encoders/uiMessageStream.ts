import * as t from 'io-ts';
import {
  bearer,
  doneMarker,
  eventStream,
  type Part,
  type ServerProtocol,
  unnamed,
} from './encoder.js';
import { parts, questionOf, questionReader, textOf } from './question.js';

const request = t.type({
  model: t.string,
  messages: t.array(t.type({ role: t.string, parts }, 'JSON object'), 'list'),
});

const ofPart = (step: string, { type, index }: Part, fields = {}): string =>
  unnamed({
    type: `${type === 'reasoning' ? 'reasoning' : 'text'}-${step}`,
    id: `part-${index}`,
    ...fields,
  });

export const uiMessageStream: ServerProtocol = {
  ...eventStream,
  path: /^\/api\/chat$/,
  authorization: bearer,
  readQuestion: questionReader(request, ({ model, messages }) =>
    questionOf(
      model,
      messages.map(({ role, parts }) => ({ role, content: textOf(parts) })),
    ),
  ),
  encoderOf: () => ({
    start: unnamed({ type: 'start', messageId: 'msg-demo' }) + unnamed({ type: 'start-step' }),
    startPart: (part) => ofPart('start', part),
    delta: (delta, part) => ofPart('delta', part, { delta }),
    endPart: (part) => ofPart('end', part),
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
    error: (message, code) =>
      unnamed({ type: 'error', errorText: JSON.stringify({ message, code }) }),
  }),
};
