import * as t from 'io-ts';
import { argumentDeltas } from '../toolRound.js';
import { bearer, eventStream, type Part, type ServerProtocol, unnamed } from './encoder.js';
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

const called = t.type({ name: t.string, arguments: t.string }, 'JSON object');

const message = t.intersection([
  t.type({ role: t.string }, 'JSON object'),
  t.partial({
    content,
    toolCalls: listOf(t.type({ id: t.string, function: called })),
    toolCallId: t.string,
  }),
]);

const request = t.type({
  threadId: t.string,
  runId: t.string,
  messages: listOf(message),
  tools: listOf(offered),
  forwardedProps: t.type({ model: t.string }, 'JSON object'),
});

const run = { threadId: 'thread-demo', runId: 'run-demo' };

const ofPart = (step: string, { type, index }: Part, fields = {}): string =>
  unnamed({
    type: `${type === 'reasoning' ? 'REASONING' : 'TEXT'}_MESSAGE_${step}`,
    messageId: `message-${index}`,
    ...fields,
  });

export const agUi: ServerProtocol = {
  ...eventStream,
  path: /^\/$/,
  authorization: bearer,
  readQuestion: questionReader(request, ({ messages, tools, forwardedProps: { model } }) => ({
    ...asked(messages.map((each) => ({ ...each, text: textOf(each.content) }))),
    model,
    tools: tools.map(nameOf),
    calls: messages.flatMap(({ toolCalls = [] }) =>
      toolCalls.map(({ id, function: { name, arguments: text } }) => ({
        id,
        name,
        input: parseInput(text),
      })),
    ),
    results: messages
      .filter(({ role }) => role === 'tool')
      .map((each) => ({ id: each.toolCallId, content: textOf(each.content) })),
  })),
  encoderOf: ({ model }) => ({
    start: unnamed({ type: 'RUN_STARTED', ...run }),
    startPart: (part) =>
      ofPart('START', part, { role: part.type === 'reasoning' ? 'reasoning' : 'assistant' }),
    delta: (delta, part) => ofPart('CONTENT', part, { delta }),
    endPart: (part) => ofPart('END', part),
    call: (call) => {
      const ofCall = (step: string, fields = {}): string =>
        unnamed({ type: `TOOL_CALL_${step}`, toolCallId: call.id, ...fields });
      return (
        ofCall('START', { toolCallName: call.name }) +
        argumentDeltas(call)
          .map((delta) => ofCall('ARGS', { delta }))
          .join('') +
        ofCall('END')
      );
    },
    end: ({ inputTokens, outputTokens }) =>
      unnamed({ type: 'RUN_FINISHED', ...run, usage: [{ model, inputTokens, outputTokens }] }),
    error: (text, code) => unnamed({ type: 'RUN_ERROR', message: text, code }),
  }),
};
