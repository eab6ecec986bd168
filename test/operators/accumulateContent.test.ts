import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { from, map, type Observable, of, range } from 'rxjs';
import { accumulateContent } from '../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  reasoningEvent,
  resetEvent,
} from '../../src/eventConstructors.js';
import type { ContentEvent, StreamEvent } from '../../src/events.js';
import { reduceReply } from '../../src/reply/reduceReply.js';
import { emptyReply } from '../../src/reply/reply.js';
import { growth } from '../helpers/growth.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('Hel'),
  b: contentEvent('lo'),
  _: contentEvent(''),
  r: reasoningEvent('Hm'),
  R: resetEvent(2),
  d: doneEvent(),
};
const texts = { A: 'Hel', B: 'Hello', C: 'Hellolo', z: '' };

describe('accumulateContent', () => {
  it.each([
    ['emits the text so far', '--a--b--(d|)', '--A--B--|', '^-------!'],
    ['drops events other than content and reset', '--a--r--b--|', '--A-----B--|', '^----------!'],
    [
      'emits the empty text at a reset, and starts again',
      '--a--b--R--a--|',
      '--A--B--z--A--|',
      '^-------------!',
    ],
    ['emits the same text again at an empty delta', '--a--_--|', '--A--A--|', '^-------!'],
    ['emits nothing for an answer without content', '--r--(d|)', '-----|', '^----!'],
    ['emits the text before an error, then the error', '--a--#', '--A--#', '^----!'],
  ])('%s', (_, diagram, expected, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(accumulateContent())).toBe(expected, texts);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  const part = (number: number, text: string): ContentEvent => ({
    ...contentEvent(text),
    part: number,
  });

  it.each<readonly [string, readonly ContentEvent[], readonly string[]]>([
    [
      'puts a blank line between two parts',
      [part(0, 'a'), part(1, 'b'), part(1, 'c'), part(4, 'd')],
      ['a', 'a\n\nb', 'a\n\nbc', 'a\n\nbc\n\nd'],
    ],
    [
      'keeps a delta of an earlier part in its place',
      [part(0, 'a'), part(1, 'b'), part(0, 'c'), part(1, 'd')],
      ['a', 'a\n\nb', 'ac\n\nb', 'ac\n\nbd'],
    ],
    [
      'orders the parts by their first text',
      [part(1, ''), part(2, 'a'), part(1, 'b'), part(2, 'c')],
      ['', 'a', 'a\n\nb', 'ac\n\nb'],
    ],
    [
      'takes text without a number for part 0',
      [contentEvent('a'), part(0, 'b'), part(1, 'c'), contentEvent('d')],
      ['a', 'ab', 'ab\n\nc', 'abd\n\nc'],
    ],
  ])('%s', (_, deltas, expected) => {
    const seen: string[] = [];
    of(...deltas)
      .pipe(accumulateContent())
      .subscribe((text) => seen.push(text));
    expect(seen).toEqual(expected);
  });

  it('forgets the parts at a reset', () => {
    const seen: string[] = [];
    of(part(0, 'a'), part(1, 'b'), resetEvent(2), part(1, 'c'))
      .pipe(accumulateContent())
      .subscribe((text) => seen.push(text));
    expect(seen).toEqual(['a', 'a\n\nb', '', 'c']);
  });

  it('ends with the content that a reply has, for any deltas', () => {
    const delta = fc.tuple(fc.nat(3), fc.constantFrom('', 'a', 'b')).map((args) => part(...args));
    fc.assert(
      fc.property(fc.array(delta, { minLength: 1, maxLength: 20 }), (deltas) => {
        let last = '';
        from(deltas)
          .pipe(accumulateContent())
          .subscribe((text) => (last = text));
        expect(last).toBe(deltas.reduce(reduceReply, emptyReply).content);
      }),
    );
  });

  it('takes linear time for parts that alternate', () => {
    const run = (size: number): void => {
      range(0, size)
        .pipe(
          map((index) => part(index % 2, 'some text')),
          accumulateContent(),
        )
        .subscribe();
    };
    expect(growth(run, 10_000)).toBeLessThan(8);
  });

  it('unsubscribes from the source', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('--a--b--', events);
      const unsub = '     ---!';
      expectObservable(source.pipe(accumulateContent()), unsub).toBe('--A-', texts);
      expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });

  it('accepts any union of events and returns text', () => {
    const lengths$ = of<StreamEvent | { type: 'x' }>({ type: 'x' }).pipe(
      accumulateContent(),
      map((text) => text.length),
    );
    const inferred: Expect<Equal<typeof lengths$, Observable<number>>> = true;
    // @ts-expect-error -- numbers are not events
    of(1).pipe(accumulateContent());
    expect(inferred).toBe(true);
  });
});
