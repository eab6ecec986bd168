import * as t from 'io-ts';
import { argumentDeltas } from '../toolRound.js';
import {
  bearer,
  doneMarker,
  eventStream,
  type ServerProtocol,
  unnamed,
  withoutParts,
} from './encoder.js';
import { asked, content, listOf, offered, parseInput, questionReader, textOf } from './question.js';

const called = t.type({ name: t.string, arguments: t.string }, 'JSON object');

const message = t.intersection([
  t.type({ role: t.string }, 'JSON object'),
  t.partial({
    content: t.union([content, t.null], 'string or list'),
    tool_calls: listOf(t.type({ id: t.string, function: called })),
    tool_call_id: t.string,
  }),
]);

const request = t.intersection([
  t.type({ model: t.string, messages: listOf(message) }),
  t.partial({ tools: listOf(t.type({ function: offered }, 'JSON object')) }),
]);

/** Chat completions as llama.cpp sends them, with reasoning and its token rate. */
export const openAiChat: ServerProtocol = {
  ...eventStream,
  path: /^(\/v1)?\/chat\/completions$/,
  authorization: bearer,
  readQuestion: questionReader(request, ({ model, messages, tools = [] }) => ({
    ...asked(messages.map((each) => ({ ...each, text: textOf(each.content) }))),
    model,
    tools: tools.map((each) => each.function.name),
    calls: messages.flatMap(({ tool_calls: calls = [] }) =>
      calls.map(({ id, function: { name, arguments: text } }) => ({
        id,
        name,
        input: parseInput(text),
      })),
    ),
    results: messages
      .filter(({ role }) => role === 'tool')
      .map((each) => ({ id: each.tool_call_id, content: textOf(each.content) })),
  })),
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
    const callDelta = (fields: object): string => choice({ tool_calls: [{ index: 0, ...fields }] });

    return {
      ...withoutParts,
      start: choice({ role: 'assistant', content: '' }),
      delta: (text, { type }) =>
        choice({ [type === 'reasoning' ? 'reasoning_content' : 'content']: text }),
      call: (call) =>
        callDelta({ id: call.id, type: 'function', function: { name: call.name, arguments: '' } }) +
        argumentDeltas(call)
          .map((delta) => callDelta({ function: { arguments: delta } }))
          .join(''),
      end: ({ inputTokens, outputTokens, seconds, call }) =>
        choice({}, call ? 'tool_calls' : 'stop') +
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
      error: (text, code) => unnamed({ error: { message: text, type: 'server_error', code } }),
    };
  },
};
