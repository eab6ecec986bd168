import { describe, expect, it } from '@jest/globals';
import { type Observable, of, takeUntil } from 'rxjs';
import { accumulateReply, errorAsEvent } from '../../operators/index.js';
import { StreamingNetworkError } from '../../src/errors.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  resetEvent,
  type StreamEvent,
  toolCallEvent,
} from '../../src/events.js';
import { type ChatReply, emptyReply, reduceReply } from '../../src/reply.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('Hel'),
  b: contentEvent('lo'),
  e: errorEvent('no', { code: 'X' }),
  R: resetEvent(2),
  d: doneEvent({ finishReason: 'stop' }),
};
const replies: Readonly<Record<string, ChatReply>> = {
  E: emptyReply,
  A: { ...emptyReply, content: 'Hel' },
  B: { ...emptyReply, content: 'Hello' },
  D: { ...emptyReply, content: 'Hello', finishReason: 'stop', status: 'complete' },
  S: { ...emptyReply, content: 'Hel', status: 'stopped' },
  Z: { ...emptyReply, status: 'stopped' },
  F: { ...emptyReply, content: 'Hel', error: { message: 'no', code: 'X' }, status: 'error' },
  G: {
    ...emptyReply,
    content: 'Hel',
    error: { message: 'gone', code: 'CONNECTION_LOST' },
    status: 'error',
  },
};
const gone = new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'streaming' });

describe('accumulateReply', () => {
  it.each([
    [
      'emits the empty reply at once, then one per event',
      '---a---b---(d|)',
      'E--A---B---(D|)',
      '^----------!',
    ],
    ['keeps the text beside an error event', '---a---(e|)', 'E--A---(F|)', '^------!'],
    ['starts from nothing at a reset', '---a---R---a', 'E--A---E---A', '^-----------'],
    [
      'ends as stopped when the source completes without an end',
      '---a---|',
      'E--A---(S|)',
      '^------!',
    ],
    ['ends as stopped when there were no events', '---|', 'E--(Z|)', '^--!'],
    ['passes an error', '---a---#', 'E--A---#', '^------!'],
  ])('%s', (_, diagram, expected, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events, gone);
      expectObservable(source.pipe(accumulateReply())).toBe(expected, replies, gone);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('never errors behind errorAsEvent', () => {
    marbles(({ cold, expectObservable }) => {
      const source = cold('---a---#', events, gone);
      expectObservable(source.pipe(errorAsEvent(), accumulateReply())).toBe('E--A---(G|)', replies);
    });
  });

  it('ends as stopped behind takeUntil, and says nothing when it is unsubscribed', () => {
    marbles(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const source = hot('---a---b---', events);
      const stop$ = cold('-----x');
      expectObservable(source.pipe(takeUntil(stop$), accumulateReply())).toBe('E--A-(S|)', replies);
      expectObservable(source.pipe(accumulateReply()), '-----!').toBe('E--A--', replies);
      expectSubscriptions(source.subscriptions).toBe(['^----!', '^----!']);
    });
  });

  it('gives what the reducer gives, and shares what did not change', () => {
    const source = [
      contentEvent('a'),
      toolCallEvent({ index: 0, id: 'c', name: 'add', argumentsText: '{}' }),
      contentEvent('b'),
      contentEvent(''),
      doneEvent(),
    ];
    const seen: ChatReply[] = [];
    of(...source)
      .pipe(accumulateReply())
      .subscribe((reply) => seen.push(reply));
    expect(seen.at(-1)).toEqual(source.reduce(reduceReply, emptyReply));
    expect(seen[3]?.toolCalls).toBe(seen[2]?.toolCalls);
    expect(seen[4]).toBe(seen[3]);
  });

  it('takes any union of events', () => {
    const replies$ = of<StreamEvent | { type: 'x' }>({ type: 'x' }).pipe(accumulateReply());
    const inferred: Expect<Equal<typeof replies$, Observable<ChatReply>>> = true;
    expect(inferred).toBe(true);
  });
});
