import * as t from 'io-ts';
import { eventStream, type ServerProtocol, unnamed, withoutParts } from './encoder.js';
import { parts, questionReader, textOf } from './question.js';

const content = t.type({ parts }, 'JSON object');
const request = t.intersection([
  t.type({ contents: t.array(content, 'list') }),
  t.partial({ systemInstruction: content }),
]);

const path = /^\/v1beta\/(?:models\/)?(.+):streamGenerateContent$/;

export const geminiGenerateContent: ServerProtocol = {
  ...eventStream,
  path,
  authorization: (token) => ['x-goog-api-key', token],
  readQuestion: questionReader(request, ({ contents, systemInstruction }, asked) => ({
    model: path.exec(asked)?.[1] ?? '',
    message: textOf(contents.at(-1)?.parts ?? []),
    systemPrompt: systemInstruction && textOf(systemInstruction.parts),
  })),
  encoderOf: ({ model }) => {
    const chunk = (parts: readonly object[], candidate = {}, fields = {}): string =>
      unnamed({
        candidates: [{ index: 0, content: { role: 'model', parts }, ...candidate }],
        modelVersion: model,
        responseId: 'response-demo',
        ...fields,
      });

    return {
      ...withoutParts,
      delta: (text, { type }) => chunk([type === 'reasoning' ? { text, thought: true } : { text }]),
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
      error: (message, status) => unnamed({ error: { code: 500, message, status } }),
    };
  },
};
