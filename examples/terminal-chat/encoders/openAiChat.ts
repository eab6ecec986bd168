import * as t from 'io-ts';
import {
  bearer,
  doneMarker,
  eventStream,
  type ServerProtocol,
  unnamed,
  withoutParts,
} from './encoder.js';
import { questionOf, questionReader, turns } from './question.js';

const request = t.type({ model: t.string, messages: turns });

/** Chat completions as llama.cpp sends them, with reasoning and its token rate. */
export const openAiChat: ServerProtocol = {
  ...eventStream,
  path: /^(\/v1)?\/chat\/completions$/,
  authorization: bearer,
  readQuestion: questionReader(request, ({ model, messages }) => questionOf(model, messages)),
  encoderOf: ({ model }) => {
    const chunk = (fields: object): string =>
      unnamed({
        id: 'chatcmpl-demo',
        object: 'chat.completion.chunk',
        created: 0,
        model,
        ...fields,
      });
    const choice = (delta: object, finish_reason: string | null = null): string =>
      chunk({ choices: [{ index: 0, delta, finish_reason }] });

    return {
      ...withoutParts,
      start: choice({ role: 'assistant', content: '' }),
      delta: (text, { type }) =>
        choice({ [type === 'reasoning' ? 'reasoning_content' : 'content']: text }),
      end: ({ inputTokens, outputTokens, seconds }) =>
        choice({}, 'stop') +
        chunk({
          choices: [],
          usage: {
            prompt_tokens: inputTokens,
            completion_tokens: outputTokens,
            total_tokens: inputTokens + outputTokens,
          },
          timings: { predicted_per_second: outputTokens / seconds },
        }) +
        doneMarker,
      error: (message, code) => unnamed({ error: { message, type: 'server_error', code } }),
    };
  },
};
