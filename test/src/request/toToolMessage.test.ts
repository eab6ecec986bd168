import { expect, it } from '@jest/globals';
import {
  emptyReply,
  reduceReply,
  toolCallEvent,
  toolResultEvent,
  toToolMessage,
} from '../../../src/index.js';

it.each<readonly [unknown, string]>([
  ['noon', 'noon'],
  ['', ''],
  ['{"a":1}', '{"a":1}'],
  [{ sun: true }, '{"sun":true}'],
  [[1, null], '[1,null]'],
  [5, '5'],
  [0, '0'],
  [false, 'false'],
  [null, 'null'],
  [undefined, 'null'],
  [() => 5, 'null'],
])('hands %p to the model', (result, content) => {
  expect(toToolMessage(toolResultEvent({ id: 'c', result }))).toStrictEqual({
    role: 'tool',
    toolCallId: 'c',
    content,
  });
});

it('keeps the name, and that the tool failed', () => {
  expect(
    toToolMessage(toolResultEvent({ id: 'c', name: 'now', result: 'No.', isError: true })),
  ).toStrictEqual({ role: 'tool', toolCallId: 'c', name: 'now', content: 'No.', isError: true });
});

it('takes the calls of a reply that have results', () => {
  const { toolCalls } = [
    toolCallEvent({ index: 0, id: 'a', name: 'now', argumentsText: '{}' }),
    toolCallEvent({ index: 1, id: 'b', name: 'then', argumentsText: '{}', approvalId: 'q' }),
    toolResultEvent({ id: 'a', result: { hour: 12 } }),
    toolResultEvent({ id: 'b', result: 'No.', isError: true }),
  ].reduce(reduceReply, emptyReply);
  expect(toolCalls.map(toToolMessage)).toStrictEqual([
    { role: 'tool', toolCallId: 'a', name: 'now', content: '{"hour":12}' },
    { role: 'tool', toolCallId: 'b', name: 'then', content: 'No.', isError: true },
  ]);
});
