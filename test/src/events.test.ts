import { describe, expect, it } from '@jest/globals';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
  tpsEvent,
  usageEvent,
} from '../../src/events.js';
import { isEvent, isTerminal } from '../../src/isEvent.js';
import { oneOfEach } from '../helpers/oneOfEach.js';

describe('an event constructor', () => {
  it('makes an event of the union, for each of its types', () => {
    expect([
      contentEvent('a'),
      reasoningEvent('b'),
      toolCallEvent({ index: 0, id: 'c1', name: 'add', argumentsText: '{' }),
      tpsEvent(4),
      usageEvent({ inputTokens: 1 }),
      errorEvent('no', { code: 'X', status: 503, retryAfterMs: 10 }),
      resetEvent(2),
      doneEvent({ finishReason: 'stop' }),
    ]).toStrictEqual(oneOfEach);
  });

  it('omits the details that are not given', () => {
    expect([errorEvent('no'), doneEvent()]).toStrictEqual([
      { type: 'error', message: 'no' },
      { type: 'done' },
    ]);
  });

  it('takes the source of a speed', () => {
    expect(tpsEvent(4, 'estimated').source).toBe('estimated');
  });
});

describe('isEvent', () => {
  it('is true only for events of its type', () => {
    expect(oneOfEach.filter(isEvent('content'))).toEqual([{ type: 'content', text: 'a' }]);
  });
});

describe('isTerminal', () => {
  it('is true only for done and error', () => {
    expect(oneOfEach.filter(isTerminal).map(({ type }) => type)).toEqual(['error', 'done']);
  });
});
