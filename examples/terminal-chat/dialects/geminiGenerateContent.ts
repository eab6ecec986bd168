import * as t from 'io-ts';
import { type Dialect, eventStream, unnamed, withoutParts } from './dialect.js';
import { parts, reading, textOf } from './question.js';

const content = t.type({ parts }, 'JSON object');
const request = t.intersection([
  t.type({ contents: t.array(content, 'list') }),
  t.partial({ systemInstruction: content }),
]);

const path = /^\/v1beta\/(?:models\/)?(.+):streamGenerateContent$/;

export const geminiGenerateContent: Dialect = {
  ...eventStream,
  path,
  authorization: (token) => ['x-goog-api-key', token],
  readQuestion: reading(request, ({ contents, systemInstruction }, asked) => ({
    model: path.exec(asked)?.[1] ?? '',
    message: textOf(contents.at(-1)?.parts ?? []),
    systemPrompt: systemInstruction && textOf(systemInstruction.parts),
  })),
  speak: ({ model }) => {
    const chunk = (parts: readonly object[], candidate = {}, fields = {}): string =>
      unnamed({
        candidates: [{ index: 0, content: { role: 'model', parts }, ...candidate }],
        modelVersion: model,
        responseId: 'response-demo',
        ...fields,
      });

    return {
      ...withoutParts,
      piece: (text, { event }) =>
        chunk([event === 'reasoning' ? { text, thought: true } : { text }]),
      end: ({ inputTokens, outputTokens }) =>
        chunk(
          [],
          { finishReason: 'STOP' },
          {
            usageMetadata: {
              promptTokenCount: inputTokens,
              candidatesTokenCount: outputTokens,
              totalTokenCount: inputTokens + outputTokens,
            },
          },
        ),
      failure: (message, status) => unnamed({ error: { code: 500, message, status } }),
    };
  },
};
