import { concatMap, type Observable, of } from 'rxjs';
import type { RunHelpers, TestScheduler } from 'rxjs/testing';
import { contentEvent } from '../../eventConstructors.js';
import type { StreamEvent } from '../../events.js';
import { defaultValues, valuesOf } from './defaultValues.js';
import { lettered } from './notifications.js';
import { textMarbles } from './textMarbles.js';
import { timeline, type TimelineEntry } from './timeline.js';

/** A stream of a diagram. It begins anew for each subscriber, and keeps when they came and left. */
export interface MarbleStream<T> extends Observable<T> {
  /** For `expectSubscriptions`. */
  readonly subscriptions: ReturnType<RunHelpers['cold']>['subscriptions'];
}

/** What is expected of a stream of events. */
export interface EventExpectation {
  /**
   * @param values of the letters; those of {@link ChatMarbleHelpers.events} have a value without it
   * @param error that of `#`
   */
  readonly toBe: (
    marbles: string,
    values?: Readonly<Record<string, unknown>>,
    error?: unknown,
  ) => void;
}

/** What is expected of a stream of text. */
export interface TextExpectation {
  /** @param error that of `#` */
  readonly toBe: (diagram: string, error?: unknown) => void;
}

/** What a marble test of {@link chatMarbles} works with, besides the helpers of RxJS. */
export interface ChatMarbleHelpers extends RunHelpers {
  /**
   * Makes a cold stream of events. Letters without a value are `c` content, `r` reasoning, `t` tool
   * call, `u` usage, `e` error, `x` reset, `d` done.
   */
  readonly events: <T = StreamEvent>(
    marbles: string,
    values?: Readonly<Record<string, T>>,
    error?: unknown,
  ) => MarbleStream<T | StreamEvent>;
  /**
   * Makes a cold stream of an answer: each run of characters is one content event, at the time of
   * its first character; `|` is `done` and completion, `#` an error. A space counts as a character,
   * except around the diagram and around a time such as ` 10ms `.
   */
  readonly text: (diagram: string, error?: unknown) => MarbleStream<StreamEvent>;
  /** As `expectObservable`, with the letters of `events`. */
  readonly expectEvents: (
    source: Observable<unknown>,
    subscription?: string | null,
  ) => EventExpectation;
  /**
   * Expects text, of content events or of strings, in the diagrams of `text`; `|` is completion.
   * `error` and `reset` events are values that no text is equal to. Other events are left out.
   */
  readonly expectText: (
    source: Observable<StreamEvent | { readonly type: string } | string>,
    subscription?: string | null,
  ) => TextExpectation;
  /** Subscribes when the test runs; returns a list that fills then, at the latest after `flush`. */
  readonly timeline: <T>(source: Observable<T>) => readonly TimelineEntry<T>[];
}

/** The text of a value; errors and resets as they are, and nothing else. */
const textsIn = (value: unknown): readonly unknown[] => {
  if (typeof value === 'string') return [value];
  const { type, text }: { readonly type?: unknown; readonly text?: unknown } = Object(value);
  if (type === 'content') return [text];
  return type === 'error' || type === 'reset' ? [value] : [];
};

/** Makes the helpers of one test; `isComplete` tells whether each expectation has its `toBe`. */
export function marbleHelpers(
  scheduler: TestScheduler,
  helpers: RunHelpers,
): { readonly helpers: ChatMarbleHelpers; readonly isComplete: () => boolean } {
  const { cold } = helpers;
  // Of expectations that have no `toBe` yet. `expectObservable` may have none, just to subscribe.
  const open = new Set<object>();

  // `toBe` keeps the letters, which the diagram of a failure shows.
  const expectObservable: RunHelpers['expectObservable'] = (source, subscription) => {
    const { toBe, toEqual } = helpers.expectObservable(source, subscription);
    return {
      toEqual,
      toBe: (marbles, values, error) =>
        toBe(marbles, typeof values === 'object' ? lettered(Object(values)) : values, error),
    };
  };
  const expectation = (toBe: EventExpectation['toBe']): EventExpectation => {
    const ours: EventExpectation = {
      toBe: (...expected) => {
        open.delete(ours);
        toBe(...expected);
      },
    };
    open.add(ours);
    return ours;
  };

  const chatHelpers: ChatMarbleHelpers = {
    ...helpers,
    expectObservable,
    events: <T>(marbles: string, values?: Readonly<Record<string, T>>, error?: unknown) =>
      // Each letter has its value, of `values` or a default one.
      cold(marbles, valuesOf('events', marbles, values) as Record<string, T | StreamEvent>, error),
    text: (diagram, error) => {
      const { marbles, texts } = textMarbles('text', diagram);
      const contents = Object.entries(texts).map(([letter, each]) => [letter, contentEvent(each)]);
      const values = { ...defaultValues, ...Object.fromEntries(contents) };
      return cold(marbles.replace('|', '(d|)'), values, error);
    },
    expectEvents: (source, subscription) => {
      const { toBe } = expectObservable(source, subscription);
      return expectation((marbles, values, error) =>
        toBe(marbles, valuesOf('expectEvents', marbles, values), error),
      );
    },
    expectText: (source, subscription) => {
      const texts = source.pipe(concatMap((value) => of(...textsIn(value))));
      const { toBe } = expectation(expectObservable(texts, subscription).toBe);
      return {
        toBe: (diagram, error) => {
          const expected = textMarbles('expectText', diagram);
          toBe(expected.marbles, expected.texts, error);
        },
      };
    },
    timeline: (source) => timeline(scheduler, source),
  };
  return { helpers: chatHelpers, isComplete: () => open.size === 0 };
}
