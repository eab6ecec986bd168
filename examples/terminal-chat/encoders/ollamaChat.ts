import * as t from 'io-ts';
import { bearer, type ServerProtocol, withoutParts } from './encoder.js';
import { asked, listOf, offered, questionReader } from './question.js';

const called = t.type({ name: t.string, arguments: t.UnknownRecord }, 'JSON object');

const message = t.intersection([
  t.type({ role: t.string, content: t.string }, 'JSON object'),
  t.partial({ tool_calls: listOf(t.type({ function: called })) }),
]);

const request = t.intersection([
  t.type({ model: t.string, messages: listOf(message) }),
  t.partial({ tools: listOf(t.type({ function: offered }, 'JSON object')) }),
]);

const NANOSECONDS = 1e9;

const line = (data: unknown): string => `${JSON.stringify(data)}\n`;

export const ollamaChat: ServerProtocol = {
  contentType: 'application/x-ndjson',
  heartbeat: line({ message: { role: 'assistant', content: '' }, done: false }),
  path: /^\/api\/chat$/,
  authorization: bearer,
  readQuestion: questionReader(request, ({ model, messages, tools = [] }) => ({
    ...asked(messages.map(({ role, content }) => ({ role, text: content }))),
    model,
    tools: tools.map((each) => each.function.name),
    calls: messages.flatMap(({ tool_calls: calls = [] }) =>
      calls.map(({ function: { name, arguments: input } }) => ({ name, input })),
    ),
    results: messages.filter(({ role }) => role === 'tool').map(({ content }) => ({ content })),
  })),
  encoderOf: ({ model }) => {
    const ofMessage = (fields: object): string =>
      line({ model, message: { role: 'assistant', content: '', ...fields }, done: false });

    return {
      ...withoutParts,
      delta: (text, { type }) =>
        ofMessage(type === 'reasoning' ? { thinking: text } : { content: text }),
      call: ({ name, input }) =>
        ofMessage({ tool_calls: [{ function: { name, arguments: input } }] }),
      end: ({ inputTokens, outputTokens, seconds }) =>
        line({
          model,
          message: { role: 'assistant', content: '' },
          done: true,
          done_reason: 'stop',
          prompt_eval_count: inputTokens,
          eval_count: outputTokens,
          eval_duration: Math.round(seconds * NANOSECONDS),
        }),
      error: (error) => line({ error }),
    };
  },
};
