import { describe, expect, it } from '@jest/globals';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  fileEvent,
  providerStateEvent,
  reasoningEvent,
  resetEvent,
  retryingEvent,
  sourceEvent,
  toolCallEvent,
  toolResultEvent,
  tpsEvent,
  usageEvent,
} from '../../src/eventConstructors.js';
import { isEvent, isTerminal } from '../../src/isEvent.js';
import { oneOfEach } from '../helpers/oneOfEach.js';

describe('an event constructor', () => {
  it('makes an event of the union, for each of its types', () => {
    expect([
      contentEvent('a'),
      reasoningEvent('b'),
      toolCallEvent({ index: 0, id: 'c1', name: 'add', argumentsText: '{' }),
      toolResultEvent({ id: 'c1', result: 3 }),
      sourceEvent({ url: 'https://a.example' }),
      fileEvent({ mediaType: 'image/png', base64: 'iVBO' }),
      tpsEvent(4),
      usageEvent({ inputTokens: 1 }),
      providerStateEvent({ protocol: 'agUi', state: { a: 1 } }),
      errorEvent('no', { code: 'X', status: 503, retryAfterMs: 10 }),
      retryingEvent({ attempt: 2, delayMs: 250, error: { message: 'no', kind: 'network' } }),
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
