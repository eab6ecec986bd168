import * as t from 'io-ts';
import { argumentDeltas } from '../toolRound.js';
import { bearer, eventStream, named, type ServerProtocol, withoutParts } from './encoder.js';
import {
  asked,
  content,
  listOf,
  nameOf,
  offered,
  parseInput,
  questionReader,
  textOf,
} from './question.js';

const call = t.type({ id: t.string, name: t.string, arguments: t.string });

const turn = t.intersection([
  t.type({ role: t.string }, 'JSON object'),
  t.partial({ content, tool_calls: listOf(call), tool_call_id: t.string }),
]);

const request = t.intersection([
  t.type({ model_id: t.string, provider_slug: t.string }),
  t.partial({
    message: t.string,
    system_prompt: t.string,
    history: listOf(turn),
    tools: listOf(offered),
  }),
]);

export const streamingChat: ServerProtocol = {
  ...eventStream,
  path: /^\/api\/chat\/stream$/,
  authorization: bearer,
  readQuestion: questionReader(request, ({ history = [], message, tools = [], ...body }) => ({
    message:
      message ?? asked(history.map((each) => ({ ...each, text: textOf(each.content) }))).message,
    model: body.model_id,
    systemPrompt: body.system_prompt,
    tools: tools.map(nameOf),
    calls: history.flatMap(({ tool_calls: calls = [] }) =>
      calls.map((each) => ({ ...each, input: parseInput(each.arguments) })),
    ),
    results: history
      .filter(({ role }) => role === 'tool')
      .map((each) => ({ id: each.tool_call_id, content: textOf(each.content) })),
  })),
  encoderOf: () => ({
    ...withoutParts,
    delta: (text, { type }) => named(type, { text }),
    call: (called) =>
      argumentDeltas(called)
        .map((delta) =>
          named('toolCall', { index: 0, id: called.id, name: called.name, arguments: delta }),
        )
        .join(''),
    end: ({ inputTokens, outputTokens, seconds, call: called }) =>
      named('tps', { tps: Math.round(outputTokens / seconds) }) +
      named('usage', { input_tokens: inputTokens, output_tokens: outputTokens }) +
      named('done', called ? { finish_reason: 'tool_calls' } : {}),
    error: (message, code) => named('error', { message, code }),
  }),
};
