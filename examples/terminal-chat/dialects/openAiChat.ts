import * as t from 'io-ts';
import { bearer, type Dialect, doneMarker, eventStream, unnamed, withoutParts } from './dialect.js';
import { questionOf, reading, turns } from './question.js';

const request = t.type({ model: t.string, messages: turns });

/** As llama.cpp has it, with reasoning and its own speed. */
export const openAiChat: Dialect = {
  ...eventStream,
  path: /^(\/v1)?\/chat\/completions$/,
  authorization: bearer,
  readQuestion: reading(request, ({ model, messages }) => questionOf(model, messages)),
  speak: ({ model }) => {
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
      begin: choice({ role: 'assistant', content: '' }),
      piece: (text, { event }) =>
        choice({ [event === 'reasoning' ? 'reasoning_content' : 'content']: text }),
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
      failure: (message, code) => unnamed({ error: { message, type: 'server_error', code } }),
    };
  },
};
