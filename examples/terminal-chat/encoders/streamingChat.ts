import * as t from 'io-ts';
import { bearer, eventStream, named, type ServerProtocol, withoutParts } from './encoder.js';
import { questionReader } from './question.js';

const request = t.intersection([
  t.type({ message: t.string, model_id: t.string, provider_slug: t.string }),
  t.partial({ system_prompt: t.string }),
]);

export const streamingChat: ServerProtocol = {
  ...eventStream,
  path: /^\/api\/chat\/stream$/,
  authorization: bearer,
  readQuestion: questionReader(request, (body) => ({
    message: body.message,
    model: body.model_id,
    systemPrompt: body.system_prompt,
  })),
  encoderOf: () => ({
    ...withoutParts,
    delta: (text, { type }) => named(type, { text }),
    end: ({ inputTokens, outputTokens, seconds }) =>
      named('tps', { tps: Math.round(outputTokens / seconds) }) +
      named('usage', { input_tokens: inputTokens, output_tokens: outputTokens }) +
      named('done', {}),
    error: (message, code) => named('error', { message, code }),
  }),
};
