import { describe, expect, it } from '@jest/globals';
import { unansweredCalls } from '../../../src/request/unansweredCalls.js';
import { growth } from '../../helpers/growth.js';

const user = { role: 'user', content: 'Hi' };
const said = { role: 'assistant', content: 'Hi!' };
const calling = (...ids: readonly string[]) => ({
  role: 'assistant',
  toolCalls: ids.map((id) => ({ id, name: 'now', argumentsText: '' })),
});
const run = (id: string) => ({
  role: 'assistant',
  toolCalls: [{ id, name: 'search', argumentsText: '', providerExecuted: true }],
});
const result = (toolCallId: string) => ({ role: 'tool', toolCallId, content: '' });
const answer = (toolCallId: string) => ({
  role: 'tool',
  toolCallId,
  approval: { id: 'q', approved: true },
});

describe('a conversation', () => {
  it.each<readonly [string, readonly object[], string | undefined]>([
    ['without calls', [user, said], 'a'],
    ['without turns', [], 'a'],
    ['that goes on with results', [calling('a', 'b'), result('a'), result('b')], undefined],
    ['with results in any order', [calling('a', 'b'), result('b'), result('a'), user], 'a'],
    [
      'with results of two turns at once',
      [calling('a'), calling('b'), result('b'), result('a')],
      'a',
    ],
    [
      'with other turns before the results',
      [calling('a'), said, { role: 'system' }, result('a')],
      'a',
    ],
    ['with an id that is used again', [calling('a'), result('a'), calling('a'), result('a')], 'a'],
    ['with an id twice in a turn', [calling('a', 'a'), result('a'), result('a')], 'a'],
    ['with an answer for a result', [calling('a'), answer('a')], 'a'],
    ['with an answer and then a result', [calling('a'), answer('a'), result('a')], 'a'],
    ['with an answer of before', [calling('a'), answer('a'), user, result('a')], 'a'],
    ['with what the provider ran', [run('a'), user], 'a'],
    ['with the result of what the provider ran', [run('a'), user, result('a')], 'a'],
    ['with an answer to what the provider runs', [run('a'), answer('a')], undefined],
  ])('%s is complete', (_, history, message) => {
    expect(unansweredCalls(history, message)).toEqual([]);
  });

  it.each<readonly [string, readonly object[], string | undefined, readonly string[]]>([
    [
      'with a call at its end',
      [calling('a')],
      'a',
      ['history[0].toolCalls[0] must be answered by a turn of the tool before message'],
    ],
    [
      'that goes on in spite of a call',
      [calling('a', 'b'), result('b')],
      undefined,
      ['history[0].toolCalls[0] must be answered by a turn of the tool before the model goes on'],
    ],
    [
      'whose user says more before the result',
      [user, calling('a'), user, result('a')],
      'a',
      ['history[1].toolCalls[0] must be answered by a turn of the tool before history[2]'],
    ],
    [
      'with an id twice and one result',
      [calling('a', 'a'), result('a')],
      'a',
      ['history[0].toolCalls[1] must be answered by a turn of the tool before message'],
    ],
    [
      'with an id that is used again and has no result then',
      [calling('a'), answer('a'), result('a'), calling('a')],
      'a',
      ['history[3].toolCalls[0] must be answered by a turn of the tool before message'],
    ],
    [
      'with a result before its call',
      [result('a'), calling('a'), result('a')],
      'a',
      ['history[0].toolCallId must be the id of a call before it'],
    ],
    [
      'with two results',
      [calling('a'), result('a'), result('a')],
      'a',
      ['history[2].toolCallId must be the id of a call before it'],
    ],
    [
      'with an answer after the result',
      [calling('a'), result('a'), answer('a')],
      'a',
      ['history[2].toolCallId must be the id of a call before it'],
    ],
    [
      'with a result of nothing',
      [user, { role: 'tool' }],
      'a',
      ['history[1].toolCallId must be the id of a call before it'],
    ],
    [
      'with several of these',
      [calling('a', 'b'), user, calling('c'), result('d')],
      'a',
      [
        'history[0].toolCalls[0] must be answered by a turn of the tool before history[1]',
        'history[0].toolCalls[1] must be answered by a turn of the tool before history[1]',
        'history[3].toolCallId must be the id of a call before it',
        'history[2].toolCalls[0] must be answered by a turn of the tool before message',
      ],
    ],
  ])('%s is not', (_, history, message, faults) => {
    expect(unansweredCalls(history, message)).toEqual(faults);
  });

  it.each([undefined, null, 5, 'a', [null, 5, 'a', []], [{ role: 'assistant', toolCalls: 5 }]])(
    'may be anything, which others refuse: %j',
    (history) => {
      expect(unansweredCalls(history, 'a')).toEqual([]);
    },
  );
});

it('takes time in proportion to the calls, of one id too', () => {
  const check = (size: number): void => {
    const ids = Array.from({ length: size }, (_, at) => `c${at % 2 ? 0 : at}`);
    const history = [calling(...ids), ...ids.map(result), user];
    expect(unansweredCalls(history, 'a')).toEqual([]);
    expect(unansweredCalls([calling(...ids)], 'a')).toHaveLength(size);
  };
  expect(growth(check, 5_000)).toBeLessThan(9);
});
