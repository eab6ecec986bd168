import { describe, expect, it } from '@jest/globals';
import type { FinishReason } from '../../../../src/eventDetails.js';
import { summary } from '../../../../src/protocols/kit/summary.js';
import { toolCalls } from '../../../../src/protocols/kit/toolCalls.js';
import { growth } from '../../../helpers/growth.js';

interface Tokens {
  readonly output?: number | null;
  readonly input?: number | null;
}

const counts = ({ output, input }: Tokens) => ({
  ...(output != null && { outputTokens: output }),
  ...(input != null && { inputTokens: input }),
});

const oneCall = () => {
  const calls = toolCalls();
  calls.push({ id: 'a', name: 'x', argumentsText: '{}' });
  return calls;
};

const ranCall = () => {
  const calls = oneCall();
  calls.result({ id: 'a', result: 1 });
  return calls;
};

describe('summary', () => {
  it('keeps the latest fact of each kind, and no empty one', () => {
    const { note, end } = summary(counts);
    note({ responseId: 'a', model: 'm', usage: { output: 1 } });
    note({ responseId: '', model: null, usage: { output: 2 } });
    note({});
    expect(end()).toEqual([
      { type: 'usage', usage: { outputTokens: 2 } },
      { type: 'done', responseId: 'a', model: 'm' },
    ]);
  });

  it('keeps a count that a later message leaves out', () => {
    const { note, usageEvents } = summary(counts);
    expect(usageEvents()).toEqual([]);
    note({ usage: { output: 1, input: 2 } });
    note({ usage: { output: 3 } });
    note({ usage: { output: null } });
    note({ usage: {} });
    expect(usageEvents()).toEqual([{ type: 'usage', usage: { outputTokens: 3, inputTokens: 2 } }]);
  });

  it('takes time in proportion to the counts, whatever they are called', () => {
    const run = (size: number): void => {
      const { note } = summary<Readonly<Record<string, number>>>(() => ({}));
      for (let i = 0; i < size; i++) note({ usage: { [`count ${i}`]: i } });
    };
    expect(growth(run, 1_000)).toBeLessThan(9);
  });

  it('combines the counts of two messages where it is told how', () => {
    const { note, usageEvents } = summary(counts, (a, b) => ({
      output: (a.output ?? 0) + (b.output ?? 0),
    }));
    note({ usage: { output: 1 } });
    note({ usage: { output: 2 } });
    expect(usageEvents()).toEqual([{ type: 'usage', usage: { outputTokens: 3 } }]);
  });

  it('is finished until the answer goes on, and keeps the reason in both words', () => {
    const { finish, reopen, isFinished, end } = summary(counts);
    expect(isFinished()).toBe(false);
    finish('length', 'max_tokens');
    expect(isFinished()).toBe(true);
    reopen();
    expect(isFinished()).toBe(false);
    expect(end()).toEqual([
      { type: 'done', finishReason: 'length', rawFinishReason: 'max_tokens' },
    ]);
  });

  it('ends in toolCalls exactly when calls wait, unless the answer was cut off', () => {
    const reasonOf = (reason: FinishReason | 'cancelled' | undefined, calls = toolCalls()) => {
      const { finish, end } = summary(counts);
      finish(reason);
      const last = end(calls).at(-1);
      return last?.type === 'done' ? last.finishReason : last;
    };
    const reasons = ['stop', 'other', undefined, 'toolCalls', 'length', 'cancelled'] as const;
    expect(reasons.map((reason) => reasonOf(reason, oneCall()))).toEqual([
      'toolCalls',
      'toolCalls',
      'toolCalls',
      'toolCalls',
      'length',
      'other',
    ]);
    for (const calls of [ranCall(), toolCalls()]) {
      expect(reasons.map((reason) => reasonOf(reason, calls))).toEqual([
        'stop',
        'other',
        undefined,
        'stop',
        'length',
        'other',
      ]);
    }
  });

  it('ends in contentFilter after a refusal', () => {
    const { refuse, finish, end } = summary(counts);
    refuse();
    finish('stop', 'stop');
    expect(end()).toEqual([
      { type: 'done', finishReason: 'contentFilter', rawFinishReason: 'stop' },
    ]);
  });

  it('completes calls without arguments, but not those of an answer that was cut off', () => {
    const lastOf = (reason: FinishReason | 'cancelled') => {
      const calls = toolCalls();
      calls.push({ id: 'a', name: 'x', argumentsText: ' ' });
      const { finish, end } = summary(counts);
      finish(reason);
      return end(calls).map((event) => (event.type === 'toolCall' ? event.argumentsText : ''));
    };
    expect(lastOf('stop')).toEqual(['{}', '']);
    expect(lastOf('toolCalls')).toEqual(['{}', '']);
    expect(lastOf('length')).toEqual(['']);
    expect(lastOf('contentFilter')).toEqual(['']);
    expect(lastOf('cancelled')).toEqual(['']);
  });

  it('emits the state of the provider right before done', () => {
    const { note, end } = summary(counts);
    note({ usage: { output: 1 } });
    const state = { protocol: 'p', state: ['s'] };
    expect(end(undefined, state).map(({ type }) => type)).toEqual([
      'usage',
      'providerState',
      'done',
    ]);
  });
});
