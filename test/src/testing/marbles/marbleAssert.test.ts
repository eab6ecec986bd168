import { deepStrictEqual } from 'node:assert';
import { describe, expect, it } from '@jest/globals';
import { map, throwError } from 'rxjs';
import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import { contentEvent, StreamingTimeoutError } from '../../../../src/index.js';
import { marbleAssert } from '../../../../src/testing/index.js';

/** The message of a failure; empty if there was none. */
const failureOf = (run: (helpers: RunHelpers) => void): string => {
  try {
    new TestScheduler(marbleAssert(deepStrictEqual)).run(run);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
};

describe('marbleAssert shows', () => {
  it('a value that came too late, under both diagrams', () => {
    const failure = failureOf(({ cold, expectObservable }) => {
      expectObservable(cold('-a--b-|')).toBe('-a-b--|');
    });
    expect(failure).toBe(`Expected b at 3 ms, got b at 4 ms

  expected  -a-b--|
  actual    -a--b-|
               ^

  a  "a"
  b  "b"`);
  });

  it('another value at the same time, with the fields that differ', () => {
    const failure = failureOf(({ cold, expectObservable }) => {
      const values = { a: contentEvent('Hel'), b: contentEvent('lo') };
      expectObservable(cold('-a-b|', values)).toBe('-a-b|', { ...values, b: contentEvent('Lo') });
    });
    expect(failure).toBe(`At 3 ms: expected a, got b

  expected  -c-a|
  actual    -c-b|
               ^

  c  content "Hel"
  a  content "Lo"
  b  content "lo"

  text: expected "Lo", got "lo"`);
  });

  it('what is missing, and what is too much', () => {
    expect(
      failureOf(({ cold, expectObservable }) => expectObservable(cold('-a')).toBe('-a-|')),
    ).toContain('Expected the end at 3 ms, got nothing');
    expect(
      failureOf(({ cold, expectObservable }) => expectObservable(cold('-a-b')).toBe('-a')),
    ).toContain('Expected nothing, got b at 3 ms');
    expect(failureOf(({ cold, expectObservable }) => expectObservable(cold('----')).toBe('-a')))
      .toBe(`Expected a at 1 ms, got nothing

  expected  -a
  actual    --
             ^

  a  "a"`);
  });

  it('errors with their class and fields, which differ though their message is the same', () => {
    const error = (code: 'CONNECT' | 'READ_IDLE') =>
      new StreamingTimeoutError('slow', { code, phase: 'sent' });
    const failure = failureOf(({ expectObservable }) => {
      expectObservable(throwError(() => error('CONNECT'))).toBe('#', {}, error('READ_IDLE'));
    });
    expect(failure).toBe(`At 0 ms: expected an error, got an error

  expected  #
  actual    #
            ^

  #  expected StreamingTimeoutError timeout READ_IDLE "slow" phase="sent" attempt=1 attempts=[] retryable=true
  #  got StreamingTimeoutError timeout CONNECT "slow" phase="sent" attempt=1 attempts=[] retryable=true

  code: expected "READ_IDLE", got "CONNECT"`);
  });

  it('long waits as a time, and keeps the columns', () => {
    const failure = failureOf(({ cold, expectObservable }) => {
      expectObservable(cold('a 9999ms (bc) 2m |')).toBe('a 9999ms b 119999ms (c|)');
    });
    expect(failure).toBe(`Expected c at 130000 ms, got c at 10000 ms

  expected  a 9999ms b 119999ms    (c|)
  actual    a 9999ms (bc) 119996ms ----|
                     ^

  a  "a"
  b  "b"
  c  "c"`);
  });

  it('only what is near the first difference of a long stream', () => {
    const dashes = '-'.repeat(5);
    const long = 'abcdefghijklmnopqrstuvwxyz'.split('').join(dashes);
    const failure = failureOf(({ cold, expectObservable }) => {
      expectObservable(cold(long)).toBe(long.replace('t', 'X'));
    });
    const [headline, , expected = '', actual = ''] = failure.split('\n');
    expect(headline).toBe('At 114 ms: expected X, got t');
    expect(expected).toContain(`X${dashes}u`);
    expect(actual).toContain(`t${dashes}u`);
    expect(actual.trimEnd()).toMatch(/ …-+h.*z$/);
  });

  it('subscriptions', () => {
    const failure = failureOf(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a--|');
      expectObservable(source, '-^--!');
      expectSubscriptions(source.subscriptions).toBe(['-^---!', '--^']);
    });
    expect(failure).toBe(`Expected 2 subscriptions, got 1

  expected 1  -^---!
  expected 2  --^---
  actual 1    -^--!
                  ^

  ^  subscribed
  !  unsubscribed`);
  });

  it('values of other kinds by their paths', () => {
    expect(() => marbleAssert(deepStrictEqual)({ a: 1 }, { a: 2 })).toThrow(
      'The values differ\n\n  a: expected 2, got 1',
    );
  });
});

describe('marbleAssert', () => {
  it('asks the assertion of the runner where it finds no difference, and only there', () => {
    const asked: unknown[][] = [];
    const scheduler = new TestScheduler(marbleAssert((...values) => asked.push(values)));
    scheduler.run(({ cold, expectObservable }) => expectObservable(cold('a')).toBe('a'));
    const recorded = [{ frame: 0, notification: { kind: 'N', value: 'a', error: undefined } }];
    expect(asked).toEqual([[recorded, recorded]]);
    expect(() =>
      scheduler.run(({ cold, expectObservable }) => expectObservable(cold('a')).toBe('b')),
    ).toThrow('At 0 ms');
    expect(asked).toHaveLength(1);
  });

  it('passes on what the assertion of the runner throws', () => {
    const strict = marbleAssert(() => {
      throw new Error('stricter');
    });
    expect(() => strict(1, 1)).toThrow('stricter');
  });

  it('counts frames of 10 ms as one character outside of `run`', () => {
    const scheduler = new TestScheduler(marbleAssert(deepStrictEqual));
    scheduler.expectObservable(scheduler.createColdObservable('-a--b')).toBe('-a-b');
    expect(() => scheduler.flush()).toThrow('expected  -a-b-\n  actual    -a--b');
  });

  it('compares inner streams', () => {
    const run =
      (end: string) =>
      ({ cold, expectObservable }: RunHelpers): void => {
        const inner = cold('-b|');
        expectObservable(cold('a|').pipe(map(() => inner))).toBe('i|', { i: cold(end) });
      };
    expect(failureOf(run('-b|'))).toBe('');
    expect(failureOf(run('-b-|'))).toContain('At 0 ms');
  });

  it('takes matchers in expected values', () => {
    const run =
      (value: string | number) =>
      ({ cold, expectObservable }: RunHelpers): void =>
        expectObservable(cold('a', { a: { text: value } })).toBe('a', {
          a: { text: expect.any(String) },
        });
    const lenient = (test: (helpers: RunHelpers) => void): void =>
      new TestScheduler(marbleAssert((a, b) => expect(a).toEqual(b))).run(test);
    expect(() => lenient(run('Hi'))).not.toThrow();
    expect(() => lenient(run(5))).toThrow('At 0 ms: expected');
  });
});
