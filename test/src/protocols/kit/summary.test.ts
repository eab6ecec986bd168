import { describe, expect, it } from '@jest/globals';
import { summary } from '../../../../src/protocols/kit/summary.js';

const tokens = (outputTokens: number) => ({ outputTokens });

describe('summary', () => {
  it('keeps the latest fact of each kind, and no empty one', () => {
    const { note, end } = summary(tokens);
    note({ responseId: 'a', model: 'm', usage: 1 });
    note({ responseId: '', model: null, usage: 2 });
    note({});
    expect(end()).toEqual([
      { type: 'usage', usage: { outputTokens: 2 } },
      { type: 'done', responseId: 'a', model: 'm' },
    ]);
  });

  it('combines the counts of two messages where it is told how', () => {
    const { note, usageEvents } = summary(tokens, (a: number, b: number) => a + b);
    expect(usageEvents()).toEqual([]);
    note({ usage: 1 });
    note({ usage: 2 });
    expect(usageEvents()).toEqual([{ type: 'usage', usage: { outputTokens: 3 } }]);
  });

  it('is finished until the answer goes on, and keeps the reason', () => {
    const { finish, reopen, isFinished, end } = summary(tokens);
    expect(isFinished()).toBe(false);
    finish('length');
    expect(isFinished()).toBe(true);
    reopen();
    expect(isFinished()).toBe(false);
    expect(end()).toEqual([{ type: 'done', finishReason: 'length' }]);
  });

  it('makes toolCalls of a stop with calls, and of no other reason', () => {
    const reasonOf = (reason?: 'stop' | 'length') => {
      const { finish, end } = summary(tokens);
      finish(reason);
      return end(true);
    };
    expect(reasonOf('stop')).toEqual([{ type: 'done', finishReason: 'toolCalls' }]);
    expect(reasonOf('length')).toEqual([{ type: 'done', finishReason: 'length' }]);
    expect(reasonOf()).toEqual([{ type: 'done' }]);
  });
});
