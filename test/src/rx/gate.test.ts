import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { gate } from '../../../src/rx/gate.js';
import { marbles } from '../../helpers/marbles.js';

const values = { t: true, f: false };

describe('gate', () => {
  it.each([
    ['opens at once if it is open', 't-----', '----^', '----t'],
    ['opens later if it is closed', 'tf---t', '--^--', '-----t'],
    ['opens later if nobody has said', '---t--', '-^---', '---t'],
    ['opens when nobody will say any more', 'f--|--', '-^---', '---t'],
    ['errors with an error', 'f--#--', '-^---', '---#'],
    ['opens if it was open before an error', 't-#---', '----^', '----t'],
    ['errors if it was closed before an error', 'f-#---', '----^', '----#'],
  ])('%s', (_, diagram, subscribed, expected) => {
    marbles(({ hot, expectObservable }) => {
      const { whenOpen } = gate(hot(diagram, values));
      const end = expected.endsWith('t') ? `${expected.slice(0, -1)}(t|)` : expected;
      expectObservable(whenOpen, subscribed).toBe(end, values);
    });
  });

  it('subscribes once, until it is closed', () => {
    const isOpen = new Subject<boolean>();
    const { whenOpen, close } = gate(isOpen);
    whenOpen.subscribe();
    whenOpen.subscribe();
    expect(isOpen.observed).toBe(true);
    close();
    expect(isOpen.observed).toBe(false);
  });
});
