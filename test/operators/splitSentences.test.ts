import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { from, Subject } from 'rxjs';
import { splitSentences, type SplitSentencesOptions } from '../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  tpsEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { growth } from '../helpers/growth.js';
import { marbles } from '../helpers/marbles.js';

const sentence = (text: string, index: number, isLast = false) => ({ text, index, isLast });

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('One. T'),
  b: contentEvent('wo! '),
  c: contentEvent('Three'),
  n: contentEvent(''),
  r: reasoningEvent('Hm. So. '),
  t: tpsEvent(4),
  x: resetEvent(2),
  e: errorEvent('Busy'),
  d: doneEvent(),
};

const values = {
  X: sentence('One. ', 0),
  Y: sentence('Two! ', 1),
  Z: sentence('Three', 2, true),
  L: sentence('T', 1, true),
  M: sentence('Two! ', 1, true),
  A: sentence('Three', 0, true),
};

const textsOf = (
  texts: readonly string[],
  options: SplitSentencesOptions = {},
): readonly string[] => {
  const seen: string[] = [];
  from([...texts.map((text) => contentEvent(text)), doneEvent()])
    .pipe(splitSentences(options))
    .subscribe(({ text }) => seen.push(text));
  return seen;
};

describe('splitSentences', () => {
  it.each([
    ['emits a sentence once the next one has begun', '-a--b--c--(d|)', '-X-----Y--(Z|)'],
    ['emits the last one at done', '-ab-d---|', '-X--M---|'],
    ['emits the last one before it completes', '-ab--|', '-X---(M|)'],
    ['emits the last one before it errors', '-ab--#', '-X---(M#)'],
    ['emits the last one at an error event', '-ab--(e|)', '-X---(M|)'],
    ['emits nothing for other events', '-r-t-n-(d|)', '-------|'],
    ['starts over after a reset', '-a-x-c--(d|)', '-X------(A|)'],
    ['emits the rest once', '-a-(d|)', '-X-(L|)'],
  ])('%s', (_, diagram, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(splitSentences({ locale: 'en' }))).toBe(expected, values);
      const end = diagram.search(/[|#(]/);
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(end - 1)}!`);
    });
  });

  it('unsubscribes from the source', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-b-----', events);
      expectObservable(source.pipe(splitSentences()), '--!').toBe('-X-', values);
      expectSubscriptions(source.subscriptions).toBe('^-!');
    });
  });

  it.each<readonly [string, readonly string[]]>([
    ['It is 3.5 °C. Take a coat!', ['It is 3.5 °C. ', 'Take a coat!']],
    ['He said "Go." And went (fast). So?', ['He said "Go." ', 'And went (fast). ', 'So?']],
    ['你好。今天很好！走吧', ['你好。', '今天很好！', '走吧']],
    ['No end', ['No end']],
    ['One.\n\nTwo.  \n', ['One.\n\n', 'Two.  \n']],
    ['e.g. this', ['e.g. this']],
    [' \n', [' \n']],
    ['', []],
  ])('cuts %j', (text, expected) => {
    expect(textsOf([text], { locale: 'en' })).toEqual(expected);
    expect(textsOf(Array.from(text), { locale: 'en' })).toEqual(expected);
  });

  it.each<readonly [string, readonly string[]]>([
    ['a\nb\n\nc', ['a\nb\n\n', 'c']],
    ['a\r\n\r\n \t\nb\n\n\n', ['a\r\n\r\n \t\n', 'b\n\n\n']],
    ['\n\na', ['\n\na']],
  ])('cuts %j into paragraphs', (text, expected) => {
    expect(textsOf([text], { by: 'paragraph' })).toEqual(expected);
  });

  it.each<readonly [string, readonly string[]]>([
    ['# Title\nText\n\nMore', ['# Title\n', 'Text\n\n', 'More']],
    ['a\n## B\nc', ['a\n', '## B\n', 'c']],
    ['a\n```js\nx\n\ny\n```\nb', ['a\n', '```js\nx\n\ny\n```\n', 'b']],
    ['~~~\n```\n\n~~\n~~~~\nb', ['~~~\n```\n\n~~\n~~~~\n', 'b']],
    ['```\nopen\n\nto the end', ['```\nopen\n\nto the end']],
    ['- a\n\n  b\n- c\n\nd', ['- a\n\n  b\n- c\n\n', 'd']],
    ['1. a\n   ```\n   x\n\n   ```\n2. b\n\nd', ['1. a\n   ```\n   x\n\n   ```\n2. b\n\n', 'd']],
    ['> a\n> b\n\n| c |\n| - |\n| d |\n\ne', ['> a\n> b\n\n', '| c |\n| - |\n| d |\n\n', 'e']],
    ['a `code` b\n```inline``` c\n\nd', ['a `code` b\n```inline``` c\n\n', 'd']],
    ['#hash\n\n#', ['#hash\n\n', '#']],
  ])('cuts %j into blocks', (text, expected) => {
    expect(textsOf([text], { by: 'block' })).toEqual(expected);
  });

  it('puts a blank line between the texts of two parts, as a reply does', () => {
    const part = (text: string, number: number) => ({ ...contentEvent(text), part: number });
    const seen: string[] = [];
    from([part('One', 0), part('', 1), part('Two', 1), part(' more', 1), doneEvent()])
      .pipe(splitSentences())
      .subscribe(({ text }) => seen.push(text));
    expect(seen).toEqual(['One\n\n', 'Two more']);
  });

  it('emits the same however the text is cut, and loses nothing', () => {
    const marks = ['. ', '.', '!', '? ', '"', ')', '(', '。', ',', ':', '…', '’', ' ', '  '];
    const lines = ['\n', '\n\n', '\r\n', '- ', '# ', '```\n', '~~~', '1. '];
    const words = ['a', 'B', '3', 'e.g. ', '你', '😀', 'é'];
    const piece = fc.constantFrom(...marks, ...lines, ...words);
    const by = fc.constantFrom<Required<SplitSentencesOptions>['by']>(
      'sentence',
      'paragraph',
      'block',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.array(fc.nat(60), { maxLength: 5 }),
        by,
        (pieces, cuts, unit) => {
          const text = pieces.join('');
          const at = [...cuts.map((cut) => Math.min(cut, text.length)), text.length].sort(
            (a, b) => a - b,
          );
          const cut = at.map((end, index) => text.slice(at[index - 1] ?? 0, end));
          const whole = textsOf([text], { by: unit });
          expect(whole.join('')).toBe(text);
          expect(textsOf(cut, { by: unit })).toEqual(whole);
          expect(textsOf(text.split(''), { by: unit })).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('counts from 0, and marks the last one', () => {
    const seen: unknown[] = [];
    const source = new Subject<StreamEvent>();
    source
      .pipe(splitSentences())
      .subscribe(({ index, isLast }) => seen.push(isLast ? 'last' : index));
    source.next(contentEvent('One. Two. Three. F'));
    source.next(doneEvent());
    source.complete();
    expect(seen).toEqual([0, 1, 2, 'last']);
  });

  it.each<readonly [string, SplitSentencesOptions, string]>([
    ['sentences', {}, 'Word. '],
    ['a sentence without an end', {}, 'word '],
    ['full stops that end nothing', {}, 'a.'],
    ['paragraphs', { by: 'paragraph' }, 'word\n\n'],
    ['blocks', { by: 'block' }, '- a\n'],
    ['open code', { by: 'block' }, '```\n\n'],
  ])('takes linear time for %s', (_, options, text) => {
    const run = (size: number): void => {
      textsOf(
        Array.from({ length: size }, () => text),
        options,
      );
      textsOf([text.repeat(size)], options);
    };
    expect(growth(run, 2000)).toBeLessThan(10);
  });

  it.each<readonly [object, string]>([
    [{ by: 'word' }, 'by must be "sentence" or "paragraph" or "block"'],
    [{ locale: 'not a locale' }, 'locale must be a language tag'],
    [{ locale: 5 }, 'locale must be a language tag'],
  ])('rejects %p at once', (options, message) => {
    const make = (): unknown => splitSentences(options as never);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(`splitSentences: ${message}`);
  });
});
