import * as t from 'io-ts';
import { bearer, type Dialect, eventStream, named, withoutParts } from './dialect.js';
import { reading } from './question.js';

const request = t.intersection([
  t.type({ message: t.string, model_id: t.string, provider_slug: t.string }),
  t.partial({ system_prompt: t.string }),
]);

export const streamingChat: Dialect = {
  ...eventStream,
  path: /^\/api\/chat\/stream$/,
  authorization: bearer,
  readQuestion: reading(request, ({ message, model_id: model, system_prompt: systemPrompt }) => ({
    message,
    model,
    systemPrompt,
  })),
  speak: () => ({
    ...withoutParts,
    piece: (text, { event }) => named(event, { text }),
    end: ({ inputTokens, outputTokens, seconds }) =>
      named('tps', { tps: Math.round(outputTokens / seconds) }) +
      named('usage', { input_tokens: inputTokens, output_tokens: outputTokens }) +
      named('done', {}),
    failure: (message, code) => named('error', { message, code }),
  }),
};
