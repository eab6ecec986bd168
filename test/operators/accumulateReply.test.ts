import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { from, type Observable, of, Subject, takeUntil, VirtualTimeScheduler } from 'rxjs';
import {
  accumulateReply,
  type AccumulateReplyOptions,
  errorAsEvent,
} from '../../operators/index.js';
import { StreamingNetworkError } from '../../src/errors/errors.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  retryingEvent,
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
  F: {
    ...replyWith('Hel'),
    error: { message: 'no', code: 'X', kind: 'api', retryable: false },
    status: 'error',
  },
  G: {
    ...replyWith('Hel'),
    error: { message: 'gone', code: 'CONNECTION_LOST', kind: 'network', retryable: true },
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

  describe('with interval', () => {
    const every5 = { interval: 5 };
    const values: Readonly<Record<string, StreamEvent>> = {
      ...events,
      r: reasoningEvent('r'),
      k: toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText: '{' }),
      t: tpsEvent(4),
      W: retryingEvent({ attempt: 2, delayMs: 9, error: { message: 'no', kind: 'network' } }),
      x: { type: 'mine' } as unknown as StreamEvent,
      d: doneEvent({ finishReason: 'stop' }),
    };
    /** What the reply is after these events. */
    const after = (keys: string, changes: Partial<ChatReply> = {}): ChatReply => ({
      ...[...keys].map((key) => values[key]!).reduce(reduceReply, emptyReply),
      ...changes,
    });

    it.each<readonly [string, string, string, Readonly<Record<string, ChatReply>>]>([
      ['emits slow snapshots at once', '-a-----b------', 'EA-----B------', {}],
      [
        'emits the first at once, then the newest',
        '-a-b-b---------',
        'EA----B--------',
        { B: after('abb') },
      ],
      [
        'at the end of each interval',
        '-abab--abab----',
        'EA----B----C---',
        { B: after('abab'), C: after('abababab') },
      ],
      [
        'whatever kinds alternate',
        '-arkt--arkt----',
        'EA----B----C---',
        { B: after('arkt'), C: after('arktarkt') },
      ],
      [
        'counts only what changes the reply',
        '-x-x-a-x--------',
        'E----A----------',
        { A: after('a') },
      ],
      [
        'emits a snapshot at the very end of an interval at once',
        '-a----b--------',
        'EA----B--------',
        {},
      ],
      ['holds one back a frame before', '-a---b---------', 'EA----B--------', {}],
      ['emits done at once', '-a-b-(d|)', 'EA---(D|)', { D: after('abd') }],
      [
        'emits done without waiting for completion',
        '-a-b-d-------|',
        'EA---D-------|',
        { D: after('abd') },
      ],
      ['emits an error event at once', '-a-b-(e|)', 'EA---(D|)', { D: after('abe') }],
      ['emits stopped at once', '-a-b-|', 'EA---(D|)', { D: after('ab', { status: 'stopped' }) }],
      ['emits the newest before an error', '-a-b-#', 'EA---(B#)', {}],
      ['emits nothing before an error if nothing is new', '-a-#', 'EA-#', {}],
      ['emits a reset at once', '-a-b-R---------', 'EA---E---------', {}],
      ['goes on with the interval after that', '-a-bRa---------', 'EA--E-A--------', {}],
      [
        'emits a wait for another attempt at once',
        '-a-b-W---------',
        'EA---D---------',
        { D: after('abW') },
      ],
      [
        'drops that wait when it stops',
        '-a-W-|',
        'EA-D-(S|)',
        { D: after('aW'), S: after('a', { status: 'stopped' }) },
      ],
      [
        'emits what follows the end when it completes',
        '-a-d-(t|)',
        'EA-D-(F|)',
        { D: after('ad'), F: after('adt') },
      ],
      [
        'emits what follows the end',
        '-a-d-t----------|',
        'EA-D--F---------|',
        { D: after('ad'), F: after('adt') },
      ],
    ])('%s', (_, diagram, expected, own) => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold(diagram, values, gone);
        const all = { E: emptyReply, A: after('a'), B: after('ab'), ...own };
        expectObservable(source.pipe(accumulateReply(every5))).toBe(expected, all, gone);
        const end = diagram.search(/[|#(]/);
        expectSubscriptions(source.subscriptions).toBe(
          end === -1 ? '^' : `^${'-'.repeat(end - 1)}!`,
        );
      });
    });

    it('cancels the timer when it is unsubscribed', () => {
      const scheduler = new VirtualTimeScheduler();
      const source = new Subject<StreamEvent>();
      const seen: ChatReply[] = [];
      const subscription = source
        .pipe(accumulateReply({ interval: 5, scheduler }))
        .subscribe((reply) => seen.push(reply));
      for (const key of 'ab') source.next(values[key]!);
      subscription.unsubscribe();
      scheduler.flush();
      expect([seen.length, scheduler.frame]).toEqual([2, 0]);
    });

    it('sets one timer, however many events there are', () => {
      const scheduler = new VirtualTimeScheduler();
      const schedule = jest.spyOn(scheduler, 'schedule');
      const source = new Subject<StreamEvent>();
      const seen: ChatReply[] = [];
      source
        .pipe(accumulateReply({ interval: 5, scheduler }))
        .subscribe((reply) => seen.push(reply));
      for (let i = 0; i < 10_000; i++) source.next(contentEvent('a'));
      source.next(doneEvent());
      expect(schedule).toHaveBeenCalledTimes(1);
      expect(seen.map(({ content }) => content.length)).toEqual([0, 1, 10_000]);
    });

    it('waits no longer than an interval if the clock is set back', () => {
      const scheduler = new VirtualTimeScheduler();
      scheduler.now = () => scheduler.frame - (scheduler.frame >= 3 ? 1000 : 0);
      const source = new Subject<StreamEvent>();
      const seen: number[] = [];
      source
        .pipe(accumulateReply({ interval: 5, scheduler }))
        .subscribe(() => seen.push(scheduler.frame));
      for (const at of [0, 4]) scheduler.schedule(() => source.next(contentEvent('a')), at);
      scheduler.flush();
      expect(seen).toEqual([0, 0, 9]);
    });

    it('keeps the interval, and loses nothing, for any events', () => {
      const step = fc.tuple(fc.constantFrom(...'abrktRW'), fc.nat(12));
      fc.assert(
        fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
          const scheduler = new VirtualTimeScheduler();
          const source = new Subject<StreamEvent>();
          const seen: (readonly [ChatReply, number])[] = [];
          source
            .pipe(accumulateReply({ interval: 10, scheduler }))
            .subscribe((reply) => seen.push([reply, scheduler.now()]));
          let at = 0;
          const folds = [emptyReply];
          const urgent: number[] = [];
          for (const [key, gap] of steps) {
            at += gap;
            const next = values[key]!;
            scheduler.schedule(() => source.next(next), at);
            folds.push(reduceReply(folds.at(-1)!, next));
            if ('RW'.includes(key)) urgent.push(at);
          }
          scheduler.schedule(() => source.next(doneEvent()), at + 20);
          scheduler.flush();

          // Each snapshot is one that the fold goes through, in the same order.
          let place = 0;
          for (const [reply] of seen.slice(0, -1)) {
            const json = JSON.stringify(reply);
            place = folds.findIndex((each, i) => i >= place && JSON.stringify(each) === json);
            expect(place).not.toBe(-1);
          }
          expect(seen.at(-1)?.[0]).toEqual(reduceReply(folds.at(-1)!, doneEvent()));
          const paced = seen.slice(1, -1).map(([, time]) => time);
          for (const time of urgent) paced.splice(paced.indexOf(time), 1);
          for (const [i, time] of paced.entries()) {
            expect(time - (paced[i - 1] ?? -10)).toBeGreaterThanOrEqual(10);
          }
        }),
      );
    });
  });

  it.each([
    [{ interval: 0 }, RangeError, '0'],
    [{ interval: -1 }, RangeError, '-1'],
    [{ interval: NaN }, RangeError, 'NaN'],
    [{ interval: Infinity }, RangeError, 'Infinity'],
    [{ interval: 2 ** 31 }, RangeError, '2147483648'],
    [{ interval: '5' }, TypeError, '"5"'],
    [{ interval: null }, TypeError, 'null'],
  ])('rejects %j when called', (options, Failure, got) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => accumulateReply(options as AccumulateReplyOptions)).toThrow(
      new Failure(
        `accumulateReply: interval must be a number above 0 and up to 2147483647, got ${got}`,
      ),
    );
  });

  it('rejects a scheduler that is none when called', () => {
    // JavaScript callers can pass what the types forbid.
    expect(() => accumulateReply({ scheduler: {} as VirtualTimeScheduler })).toThrow(
      new TypeError('accumulateReply: scheduler must be a scheduler, got [object Object]'),
    );
  });

  it('accepts any union of events', () => {
    const replies$ = of<StreamEvent | { type: 'x' }>({ type: 'x' }).pipe(accumulateReply());
    const inferred: Expect<Equal<typeof replies$, Observable<ChatReply>>> = true;
    expect(inferred).toBe(true);
  });
});
