import { describe, expect, it } from '@jest/globals';
import type { StreamEvent } from '../../../../src/index.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { uiMessageStream } from '../../../../src/protocols/uiMessageStream/index.js';
import { growth } from '../../../helpers/growth.js';

const text = (delta: string, id = 't1') => ({ type: 'text-delta', id, delta });
const reasoning = (delta: string) => ({ type: 'reasoning-delta', id: 'r1', delta });
const step = { type: 'start-step' };
const reset = { type: 'reset-step' };

const times = (count: number, ...messages: readonly object[]): readonly object[] =>
  Array.from({ length: count }, () => messages).flat();

/** How many events the messages bring until the end or an error, and the code of the error. */
const play = (messages: readonly object[]) => {
  const { decode } = uiMessageStream().decoder();
  let count = 0;
  let last: readonly StreamEvent[] = [];
  for (const json of messages) {
    const decoded = toEither(decode({ event: 'message', data: JSON.stringify(json) }));
    if (decoded._tag === 'Left') return { count, last, code: decoded.left.code };
    last = decoded.right;
    count += last.length;
  }
  return { count, last };
};

describe('a replay after a reset', () => {
  it('joins all deltas of a part and of a call', () => {
    const call = { toolCallId: 'c1', toolName: 'tide' };
    const { last } = play([
      step,
      ...times(1500, text('a'), reasoning('b'), text('')),
      { type: 'tool-input-start', ...call },
      ...times(1500, { type: 'tool-input-delta', toolCallId: 'c1', inputTextDelta: ' ' }),
      step,
      text('wrong'),
      reset,
    ]);
    expect(last).toEqual([
      { type: 'reset', attempt: 2 },
      { type: 'content', text: 'a'.repeat(1500), part: 0 },
      { type: 'reasoning', text: 'b'.repeat(1500), part: 0 },
      { type: 'toolCall', index: 0, id: 'c1', name: 'tide', argumentsText: ' '.repeat(1500) },
    ]);
  });

  it('has the latest result of a call, and the latest event of an id', () => {
    const result = { type: 'tool-output-available', toolCallId: 'c1' };
    const { last } = play([
      step,
      { type: 'tool-input-start', toolCallId: 'c1', toolName: 'tide' },
      ...times(9, { ...result, output: 1, preliminary: true }),
      { ...result, output: 2 },
      step,
      text('wrong'),
      reset,
    ]);
    expect(last.slice(2)).toEqual([{ type: 'toolResult', id: 'c1', name: 'tide', result: 2 }]);
  });

  it('brings nothing for a step that is empty', () => {
    const messages = [text('a'), step, { type: 'text-start', id: 't2' }, reset, reset, text('b')];
    expect(play(messages)).toEqual({
      count: 2,
      last: [{ type: 'content', text: 'b', part: 1 }],
    });
  });

  it('leaves out a result in a step that is void, but not that of a call before it', () => {
    const { last } = play([
      step,
      { type: 'tool-input-start', toolCallId: 'c1', toolName: 'tide' },
      step,
      { type: 'tool-input-start', toolCallId: 'c2', toolName: 'ferry' },
      { type: 'tool-output-available', toolCallId: 'c2', output: 'void' },
      { type: 'tool-output-available', toolCallId: 'c1', output: 1 },
      reset,
    ]);
    expect(last.slice(2)).toEqual([{ type: 'toolResult', id: 'c1', name: 'tide', result: 1 }]);
  });
});

describe('replays', () => {
  const again = [text('b'), reset];

  it('emit few events for many deltas, whatever their order', () => {
    const n = 20_000;
    const { count, code } = play([
      ...times(n / 2, text('a'), reasoning('a')),
      step,
      ...times(300, ...again),
    ]);
    expect(code).toBeUndefined();
    expect(count).toBe(n + 300 * (1 + 1 + 2));
  });

  it('of steps that each fail once are no error', () => {
    const steps = Array.from({ length: 100 }, (_, at) => [
      step,
      text('wrong '.repeat(50), `${at}`),
      reset,
      ...times(20, text('right ', `${at}`)),
    ]).flat();
    expect(play(steps).code).toBeUndefined();
  });

  it('of a long text end in an error', () => {
    const long = times(100, text('a'.repeat(1000)));
    const { count, code } = play([...long, step, ...times(1000, ...again)]);
    expect(code).toBe('BAD_EVENT');
    // The text has 100,000 characters, and replays may cost 1,000,000 and three times 110,000.
    expect(count).toBe(100 + 13 * 3 + 1);
  });

  it('of many events end in an error, after fewer of them than the server has sent', () => {
    const n = 20_000;
    const results = Array.from({ length: n }, (_, at) => ({
      type: 'tool-output-available',
      toolCallId: `c${at}`,
      output: 1,
    }));
    const { count, code } = play([...results, step, ...times(100, ...again)]);
    expect(code).toBe('BAD_EVENT');
    expect(count).toBeLessThan(5 * n);
  });

  it.each<readonly [string, (size: number) => readonly object[]]>([
    ['parts and resets', (size) => [...times(size, text('a')), step, ...times(size, ...again)]],
    [
      'resets of empty steps',
      (size) => [...times(size, { type: 'custom' }, text('a')), ...times(size, step, reset)],
    ],
    [
      'texts that are empty',
      (size) => [
        ...Array.from({ length: size }, (_, id) => ({ type: 'text-start', id })),
        ...times(size, step, ...again),
      ],
    ],
    [
      'results of calls before',
      (size) =>
        Array.from({ length: size }, (_, at) => [
          { type: 'tool-output-available', toolCallId: `c${at}`, output: 1 },
          reset,
        ]).flat(),
    ],
  ])('take linear time: %s', (_, messages) => {
    expect(growth((size) => play(messages(size)), 500)).toBeLessThan(8);
  });
});
