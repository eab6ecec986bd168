import * as t from 'io-ts';
import { argumentDeltas, signature } from '../toolRound.js';
import { eventStream, type ServerProtocol, typed } from './encoder.js';
import { asked, content, listOf, nameOf, offered, questionReader, textOf } from './question.js';

const message = t.type({ role: t.string, content }, 'JSON object');

const request = t.intersection([
  t.type({ model: t.string, messages: listOf(message), max_tokens: t.number }),
  t.partial({ system: t.string, tools: listOf(offered) }),
]);

// The blocks of a message that are not text.
const toolUse = t.type({
  type: t.literal('tool_use'),
  id: t.string,
  name: t.string,
  input: t.UnknownRecord,
});
const toolResult = t.type({ type: t.literal('tool_result'), tool_use_id: t.string, content });
const thinking = t.type({ type: t.literal('thinking'), signature: t.string });

const startBlock = (index: number, content_block: object): string =>
  typed('content_block_start', { index, content_block });
const deltaOf = (index: number, fields: object): string =>
  typed('content_block_delta', { index, delta: fields });
const stopBlock = (index: number): string => typed('content_block_stop', { index });

export const anthropicMessages: ServerProtocol = {
  ...eventStream,
  path: /^\/v1\/messages$/,
  authorization: (token) => ['x-api-key', token],
  readQuestion: questionReader(request, ({ model, messages, system, tools = [] }) => {
    const blocks = messages.flatMap((each) =>
      typeof each.content === 'string' ? [] : each.content,
    );
    return {
      ...asked(messages.map((each) => ({ role: each.role, text: textOf(each.content) }))),
      model,
      systemPrompt: system,
      tools: tools.map(nameOf),
      calls: blocks.filter(toolUse.is),
      results: blocks.filter(toolResult.is).map((block) => ({
        id: block.tool_use_id,
        content: textOf(block.content),
      })),
      signatures: blocks.filter(thinking.is).map((block) => block.signature),
    };
  }),
  encoderOf: ({ model, inputTokens, call: toCome }) => ({
    start: typed('message_start', {
      message: {
        id: 'msg-demo',
        type: 'message',
        role: 'assistant',
        model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: inputTokens, output_tokens: 0 },
      },
    }),
    startPart: ({ type, index }) =>
      startBlock(
        index,
        type === 'reasoning'
          ? { type: 'thinking', thinking: '', signature: '' }
          : { type: 'text', text: '' },
      ),
    delta: (text, { type, index }) =>
      deltaOf(
        index,
        type === 'reasoning'
          ? { type: 'thinking_delta', thinking: text }
          : { type: 'text_delta', text },
      ),
    endPart: ({ type, index }) =>
      (type === 'reasoning' && toCome
        ? deltaOf(index, { type: 'signature_delta', signature })
        : '') + stopBlock(index),
    call: (call, index) =>
      startBlock(index, { type: 'tool_use', id: call.id, name: call.name, input: {} }) +
      argumentDeltas(call)
        .map((partial_json) => deltaOf(index, { type: 'input_json_delta', partial_json }))
        .join('') +
      stopBlock(index),
    end: ({ outputTokens, call }) =>
      typed('message_delta', {
        delta: { stop_reason: call ? 'tool_use' : 'end_turn', stop_sequence: null },
        usage: { output_tokens: outputTokens },
      }) + typed('message_stop'),
    error: (text, code) => typed('error', { error: { type: code, message: text } }),
  }),
};
