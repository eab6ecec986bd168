import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { from, type Observable, of, takeUntil } from 'rxjs';
import { accumulateReply, errorAsEvent } from '../../operators/index.js';
import { StreamingNetworkError } from '../../src/errors/errors.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
  tpsEvent,
  usageEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { reduceReply } from '../../src/reply/reduceReply.js';
import { type ChatReply, emptyReply } from '../../src/reply/reply.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('Hel'),
  b: contentEvent('lo'),
  e: errorEvent('no', { code: 'X' }),
  R: resetEvent(2),
  d: doneEvent({ finishReason: 'stop' }),
};
const replyWith = (content: string): ChatReply => ({
  ...emptyReply,
  content,
  parts: [{ type: 'content', text: content }],
});
const replies: Readonly<Record<string, ChatReply>> = {
  E: emptyReply,
  A: replyWith('Hel'),
  B: replyWith('Hello'),
  D: { ...replyWith('Hello'), finishReason: 'stop', status: 'complete' },
  S: { ...replyWith('Hel'), status: 'stopped' },
  Z: { ...emptyReply, status: 'stopped' },
  F: { ...replyWith('Hel'), error: { message: 'no', code: 'X' }, status: 'error' },
  G: {
    ...replyWith('Hel'),
    error: { message: 'gone', code: 'CONNECTION_LOST' },
    status: 'error',
  },
};
const gone = new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'streaming' });

describe('accumulateReply', () => {
  it.each([
    [
      'emits the empty reply at once, then a reply per event',
      '---a---b---(d|)',
      'E--A---B---(D|)',
      '^----------!',
    ],
    ['keeps the text before an error event', '---a---(e|)', 'E--A---(F|)', '^------!'],
    [
      'starts again from the empty reply at a reset',
      '---a---R---a',
      'E--A---E---A',
      '^-----------',
    ],
    [
      'ends with status stopped if the source completes without done',
      '---a---|',
      'E--A---(S|)',
      '^------!',
    ],
    ['ends with status stopped if there were no events', '---|', 'E--(Z|)', '^--!'],
    ['passes on an error', '---a---#', 'E--A---#', '^------!'],
  ])('%s', (_, diagram, expected, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events, gone);
      expectObservable(source.pipe(accumulateReply())).toBe(expected, replies, gone);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('emits a reply with the error after errorAsEvent', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('---a---#', events, gone);
      expectObservable(source.pipe(errorAsEvent(), accumulateReply())).toBe('E--A---(G|)', replies);
      expectSubscriptions(source.subscriptions).toBe('^------!');
    });
  });

  it('ends with status stopped after takeUntil, and emits nothing when it is unsubscribed', () => {
    marbles(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const source = hot('---a---b---', events);
      const stop$ = cold('-----x');
      expectObservable(source.pipe(takeUntil(stop$), accumulateReply())).toBe('E--A-(S|)', replies);
      expectObservable(source.pipe(accumulateReply()), '-----!').toBe('E--A--', replies);
      expectSubscriptions(source.subscriptions).toBe(['^----!', '^----!']);
    });
  });

  it('emits what reduceReply returns, and shares unchanged parts', () => {
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

  it('emits what reduceReply returns for any events, and never changes an emitted reply', () => {
    const text = fc.string({ maxLength: 3 });
    const event: fc.Arbitrary<StreamEvent> = fc.oneof(
      text.map(contentEvent),
      text.map(reasoningEvent),
      fc.record({ index: fc.nat(2), id: text, name: text, argumentsText: text }).map(toolCallEvent),
      fc.nat().map((tps) => tpsEvent(tps)),
      fc.record({ inputTokens: fc.nat() }).map(usageEvent),
      fc.nat().map(resetEvent),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (all) => {
        const seen: ChatReply[] = [];
        const copies: ChatReply[] = [];
        from(all)
          .pipe(accumulateReply())
          .subscribe((reply) => {
            seen.push(reply);
            copies.push(structuredClone(reply));
          });
        const folded = [emptyReply];
        for (const next of all) folded.push(reduceReply(folded.at(-1)!, next));
        expect(seen).toEqual([...folded, { ...folded.at(-1)!, status: 'stopped' }]);
        expect(copies).toEqual(seen);
        // Calls that an event does not touch are the same objects in the next reply.
        for (const [index, next] of all.entries()) {
          if (next.type === 'toolCall' || next.type === 'reset') continue;
          expect(seen[index + 1]?.toolCalls).toBe(seen[index]?.toolCalls);
        }
      }),
    );
  });

  it('accepts any union of events', () => {
    const replies$ = of<StreamEvent | { type: 'x' }>({ type: 'x' }).pipe(accumulateReply());
    const inferred: Expect<Equal<typeof replies$, Observable<ChatReply>>> = true;
    expect(inferred).toBe(true);
  });
});
