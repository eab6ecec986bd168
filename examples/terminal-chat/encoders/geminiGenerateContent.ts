import * as t from 'io-ts';
import { signature } from '../toolRound.js';
import { eventStream, type ServerProtocol, unnamed, withoutParts } from './encoder.js';
import { asked, listOf, nameOf, offered, part, questionReader, textOf } from './question.js';

const parts = listOf(part);
const instruction = t.type({ parts }, 'JSON object');
const turn = t.type({ role: t.string, parts }, 'JSON object');
const offer = t.type({ functionDeclarations: listOf(offered) }, 'JSON object');

const request = t.intersection([
  t.type({ contents: listOf(turn) }),
  t.partial({ systemInstruction: instruction, tools: listOf(offer) }),
]);

// The parts that are not text.
const calling = t.type({
  functionCall: t.intersection([
    t.type({ name: t.string, args: t.UnknownRecord }),
    t.partial({ id: t.string }),
  ]),
});
const answering = t.type({
  functionResponse: t.intersection([
    t.type({ response: t.UnknownRecord }),
    t.partial({ id: t.string }),
  ]),
});
const signed = t.type({ thoughtSignature: t.string });

const path = /^\/v1beta\/(?:models\/)?(.+):streamGenerateContent$/;

export const geminiGenerateContent: ServerProtocol = {
  ...eventStream,
  path,
  authorization: (token) => ['x-goog-api-key', token],
  readQuestion: questionReader(
    request,
    ({ contents, systemInstruction, tools = [] }, requestPath) => {
      const all = contents.flatMap((each) => each.parts);
      return {
        ...asked(contents.map((each) => ({ role: each.role, text: textOf(each.parts) }))),
        model: path.exec(requestPath)?.[1] ?? '',
        systemPrompt: systemInstruction && textOf(systemInstruction.parts),
        tools: tools.flatMap((each) => each.functionDeclarations).map(nameOf),
        calls: all.filter(calling.is).map(({ functionCall: { id, name, args } }) => ({
          id,
          name,
          input: args,
        })),
        results: all.filter(answering.is).map(({ functionResponse: { id, response } }) => ({
          id,
          content: JSON.stringify(response),
        })),
        signatures: all.filter(signed.is).map(({ thoughtSignature }) => thoughtSignature),
      };
    },
  ),
  encoderOf: ({ model }) => {
    const chunk = (sent: readonly object[], candidate = {}, fields = {}): string =>
      unnamed({
        candidates: [{ index: 0, content: { role: 'model', parts: sent }, ...candidate }],
        modelVersion: model,
        responseId: 'response-demo',
        ...fields,
      });

    return {
      ...withoutParts,
      delta: (text, { type }) => chunk([type === 'reasoning' ? { text, thought: true } : { text }]),
      call: ({ id, name, input }) =>
        chunk([{ functionCall: { id, name, args: input }, thoughtSignature: signature }]),
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
