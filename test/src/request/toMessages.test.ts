import { expect, it } from '@jest/globals';
import {
  contentEvent,
  doneEvent,
  toolCallEvent,
  toolResultEvent,
} from '../../../src/eventConstructors.js';
import type { StreamEvent } from '../../../src/events.js';
import { reduceReply } from '../../../src/reply/reduceReply.js';
import { emptyReply } from '../../../src/reply/reply.js';
import { toMessages } from '../../../src/request/toMessages.js';

const call = { index: 0, id: 'a', name: 'add', argumentsText: '{}' };

it.each<readonly [string, readonly StreamEvent[], readonly object[]]>([
  ['a text', [contentEvent('Hi')], [{ role: 'assistant', content: 'Hi' }]],
  [
    'a call and its result',
    [toolCallEvent(call), toolResultEvent({ id: 'a', name: 'add', result: { sum: 5 } })],
    [
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: 'a', name: 'add', argumentsText: '{}' }],
      },
      { role: 'tool', toolCallId: 'a', name: 'add', content: '{"sum":5}' },
    ],
  ],
  [
    'a result that failed',
    [toolCallEvent(call), toolResultEvent({ id: 'a', result: 'No.', isError: true })],
    [
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: 'a', name: 'add', argumentsText: '{}' }],
      },
      { role: 'tool', toolCallId: 'a', name: 'add', content: 'No.', isError: true },
    ],
  ],
  [
    'what the provider ran, without its result',
    [
      toolCallEvent({ ...call, providerExecuted: true }),
      toolResultEvent({ id: 'a', result: 5 }),
      contentEvent('5'),
    ],
    [
      {
        role: 'assistant',
        content: '5',
        toolCalls: [{ id: 'a', name: 'add', argumentsText: '{}', providerExecuted: true }],
      },
    ],
  ],
  [
    'a call that waits for the app',
    [toolCallEvent(call)],
    [
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: 'a', name: 'add', argumentsText: '{}' }],
      },
    ],
  ],
  [
    'the result of a call of an earlier answer, before the turn',
    [toolResultEvent({ id: 'z', name: 'add', result: 5 }), contentEvent('5')],
    [
      { role: 'tool', toolCallId: 'z', name: 'add', content: '5' },
      { role: 'assistant', content: '5' },
    ],
  ],
])('makes turns of %s', (_, events, turns) => {
  const reply = [...events, doneEvent()].reduce(reduceReply, emptyReply);
  expect(toMessages(reply)).toStrictEqual(turns);
});
