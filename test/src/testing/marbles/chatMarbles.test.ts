import { describe, expect, it } from '@jest/globals';
import { type Observable, of, throwError, timer } from 'rxjs';
import { accumulateContent } from '../../../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  resetEvent,
  sendStreamingChat,
  type StreamEvent,
} from '../../../../src/index.js';
import {
  type ChatMarbleHelpers,
  chatMarbles,
  fakeTransport,
} from '../../../../src/testing/index.js';
import { request } from '../../../helpers/samples.js';

const equal = (actual: unknown, expected: unknown): void => expect(actual).toEqual(expected);
const run = (test: (helpers: ChatMarbleHelpers) => void): void => chatMarbles(equal, test);

const recorded = (
  source: (helpers: ChatMarbleHelpers) => Observable<unknown>,
): readonly object[] => {
  let entries: readonly object[] = [];
  run((helpers) => {
    entries = helpers.timeline(source(helpers));
  });
  return entries;
};

describe('a whole chat', () => {
  it('is tested in a diagram of its text', () => {
    run(({ text, expectEvents }) => {
      const transport = fakeTransport(text('-Hel-lo-|'));
      const answer = sendStreamingChat(request, { baseUrl: 'https://chat.test', transport });
      expectEvents(answer.pipe(accumulateContent())).toBe('-A---B--|', { A: 'Hel', B: 'Hello' });
    });
  });
});

describe('events', () => {
  it('has a value for each of its letters', () => {
    const entries = recorded(({ events }) => events('crtuexd|'));
    const types = 'content reasoning toolCall usage error reset done'.split(' ');
    expect(entries).toEqual([
      ...types.map((type, at) => ({ at, value: expect.objectContaining({ type }) })),
      { at: 7, end: 'complete' },
    ]);
  });

  it('prefers the values of the test, and plays its error', () => {
    const value = contentEvent('Mine');
    expect(recorded(({ events }) => events('c 10ms #', { c: value }, 'gone'))).toEqual([
      { at: 0, value },
      { at: 11, end: 'error', error: 'gone' },
    ]);
  });

  it('refuses a letter without a value', () => {
    expect(() => run(({ events }) => events('-c-q'))).toThrow(
      new TypeError(
        'events: the letter q has no value; without values there are c, r, t, u, e, x, d',
      ),
    );
    expect(() => run(({ expectEvents }) => expectEvents(of(1)).toBe('a'))).toThrow(
      'expectEvents: the letter a has no value',
    );
  });

  it('keeps its subscriptions', () => {
    run(({ events, expectEvents, expectSubscriptions }) => {
      const source = events('-c--d|');
      expectEvents(source, '^--!').toBe('-c-');
      expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });
});

describe('text', () => {
  const played = (diagram: string) => recorded(({ text }) => text(diagram, 'gone'));

  it('has a content event at the first character of each run, and done at the end', () => {
    expect(played('Hel-lo--|')).toEqual([
      { at: 0, value: contentEvent('Hel') },
      { at: 4, value: contentEvent('lo') },
      { at: 8, value: doneEvent() },
      { at: 8, end: 'complete' },
    ]);
  });

  it.each<[string, string, readonly (readonly [number, string])[]]>([
    [
      'spaces in it, and after a dash',
      'a b- c',
      [
        [0, 'a b'],
        [4, ' c'],
      ],
    ],
    [
      'spaces around the diagram',
      '   a-b  ',
      [
        [0, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'a time',
      'a 10ms b',
      [
        [0, 'a'],
        [11, 'b'],
      ],
    ],
    ['times one after the other', ' 1s 5ms a', [[1005, 'a']]],
    ['what only looks like a time', 'a10ms b1s', [[0, 'a10ms b1s']]],
    [
      'characters of two units',
      '🙂🙂-é',
      [
        [0, '🙂🙂'],
        [3, 'é'],
      ],
    ],
    ['signs of other diagrams', '(a)^!', [[0, '(a)^!']]],
    [
      'more runs than the alphabet has letters',
      'a-'.repeat(60),
      Array.from({ length: 60 }, (_, at) => [2 * at, 'a'] as const),
    ],
  ])('takes %s', (_, diagram, runs) => {
    expect(played(diagram)).toEqual(runs.map(([at, each]) => ({ at, value: contentEvent(each) })));
  });

  it('may end in an error', () => {
    expect(played('a-#')).toEqual([
      { at: 0, value: contentEvent('a') },
      { at: 2, end: 'error', error: 'gone' },
    ]);
  });

  it.each(['a|b', '|-', '#|'])('refuses %s, which goes on after its end', (diagram) => {
    expect(() => played(diagram)).toThrow(
      new TypeError(`text: nothing may come after the end in '${diagram}'`),
    );
  });
});

describe('expectText', () => {
  const passes = (
    source: (helpers: ChatMarbleHelpers) => Observable<StreamEvent | string>,
    diagram: string,
  ): void => run((helpers) => helpers.expectText(source(helpers)).toBe(diagram));

  it('takes events and strings', () => {
    expect(() => passes(({ text }) => text('-Hel-lo|'), '-Hel-lo|')).not.toThrow();
    expect(() => passes(({ cold }) => cold('a-|', { a: 'Hi' }), 'Hi|')).not.toThrow();
  });

  it('leaves out events that have no text of the answer', () => {
    expect(() =>
      passes(
        ({ events }) =>
          events('crutd|', {
            c: contentEvent('Hi'),
            r: { type: 'tps' as const, tps: 1, source: 'server' as const },
          }),
        'Hi---|',
      ),
    ).not.toThrow();
  });

  it.each<[string, StreamEvent]>([
    ['error', errorEvent('no')],
    ['reset', resetEvent(2)],
  ])('fails for an event %s, which is not the end of a text', (_, event) => {
    expect(() =>
      passes(({ events }) => events('cx|', { c: contentEvent('H'), x: event }), 'H-|'),
    ).toThrow(`Expected the end at 2 ms, got`);
  });

  it.each(['Hel-lo-|', 'Hel--lo|', 'Hel-Lo|', 'Hel-lo', 'Hel-lo#'])('fails for %s', (diagram) => {
    expect(() => passes(({ text }) => text('Hel-lo|'), diagram)).toThrow(/^(?:Expected|At)/);
  });

  it('compares the error', () => {
    run(({ expectText }) => expectText(throwError(() => 'gone')).toBe('#', 'gone'));
    expect(() =>
      run(({ expectText }) => expectText(throwError(() => 'gone')).toBe('#', 'lost')),
    ).toThrow('At 0 ms: expected an error, got an error');
  });
});

describe('a failure', () => {
  it('has the letters of the test, and another for what it does not know', () => {
    const failing = (): void =>
      run(({ events, expectEvents }) => {
        const values = { A: contentEvent('Hel'), B: contentEvent('lo') };
        expectEvents(events('-A--B|', values)).toBe('-A--X|', { ...values, X: contentEvent('Lo') });
      });
    expect(failing).toThrow(`At 4 ms: expected X, got c

  expected  -A--X|
  actual    -A--c|
                ^

  A  content "Hel"
  X  content "Lo"
  c  content "lo"

  text: expected "Lo", got "lo"`);
  });

  it('keeps the letters of expectObservable too', () => {
    expect(() =>
      run(({ cold, expectObservable }) =>
        expectObservable(cold('a', { a: 1 })).toBe('-Q', { Q: 1 }),
      ),
    ).toThrow('Expected Q at 1 ms, got Q at 0 ms');
  });
});

describe('timeline', () => {
  it('fills when the test runs', () => {
    run(({ timeline, flush }) => {
      const entries = timeline(timer(5));
      expect(entries).toEqual([]);
      flush();
      expect(entries).toEqual([
        { at: 5, value: 0 },
        { at: 5, end: 'complete' },
      ]);
    });
  });
});

describe('chatMarbles', () => {
  it('asks the assertion once for each expectation, with the values and not their letters', () => {
    const asked: unknown[][] = [];
    chatMarbles(
      (...values) => asked.push(values),
      ({ events, expectEvents, expectText, text }) => {
        expectEvents(events('d')).toBe('d');
        expectText(text('a')).toBe('a');
      },
    );
    const notification = (value: unknown) => [
      { frame: 0, notification: { kind: 'N', value, error: undefined } },
    ];
    expect(asked).toEqual([
      [notification(doneEvent()), notification(doneEvent())],
      [notification('a'), notification('a')],
    ]);
  });

  it('refuses an expectation without its toBe', () => {
    expect(() => run(({ events, expectEvents }) => expectEvents(events('d')))).toThrow(
      new TypeError('chatMarbles: an expectation has no toBe'),
    );
    expect(() => run(({ text, expectText }) => expectText(text('a')))).toThrow('has no toBe');
  });

  it('takes an expectObservable that only subscribes', () => {
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a|');
      expectObservable(source);
      expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });

  it('refuses an async test, whose expectations nobody would check', () => {
    expect(() => run(async () => {})).toThrow(
      new TypeError('chatMarbles: run must not be async: virtual time ends when it returns'),
    );
  });

  it.each<[unknown, unknown, string]>([
    [undefined, () => {}, 'assert must be a function, got undefined'],
    [equal, 'test', 'run must be a function, got "test"'],
  ])('checks its parameters', (assert, test, message) => {
    // What a program without types would pass.
    const call = chatMarbles as (...given: unknown[]) => void;
    expect(() => call(assert, test)).toThrow(new TypeError(`chatMarbles: ${message}`));
  });

  it('passes on what the test throws, and leaves real time behind as it was', () => {
    const failure = new Error('mine');
    expect(() =>
      run(() => {
        throw failure;
      }),
    ).toThrow(failure);
    expect(recorded(({ text }) => text('a'))).toHaveLength(1);
  });
});
