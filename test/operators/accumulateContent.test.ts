import { describe, expect, it } from '@jest/globals';
import { map, type Observable, of } from 'rxjs';
import { accumulateContent } from '../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  reasoningEvent,
  resetEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
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
