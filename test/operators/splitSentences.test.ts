import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { from } from 'rxjs';
import {
  type Sentence,
  splitSentences,
  type SplitSentencesOptions,
} from '../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { reduceReply } from '../../src/reply/reduceReply.js';
import { emptyReply } from '../../src/reply/reply.js';
import { growth } from '../helpers/growth.js';
import { marbles } from '../helpers/marbles.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('Hi. '),
  b: contentEvent('Yo.'),
  c: contentEvent('Hi. Y'),
  3: contentEvent('It is 3.'),
  5: contentEvent('5 m. '),
  p: { ...contentEvent('On.'), part: 1 },
  0: contentEvent(''),
  r: reasoningEvent('Hm. So.'),
  k: toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText: '{}' }),
  e: errorEvent('no'),
  R: resetEvent(2),
  d: doneEvent(),
};
const sentence = (text: string, index: number, isLast = false): Sentence => ({
  text,
  index,
  isLast,
});
const outputs: Readonly<Record<string, Sentence>> = {
  A: sentence('Hi. ', 0),
  B: sentence('Yo.', 1, true),
  L: sentence('Hi. ', 0, true),
  Y: sentence('Y', 1, true),
  Z: sentence('Yo.', 0, true),
  F: sentence('It is 3.5 m. ', 0),
  P: sentence('Hi. \n\n', 0),
  Q: sentence('On.', 1, true),
};

const split = (
  all: readonly StreamEvent[],
  options: SplitSentencesOptions = { locale: 'en' },
): readonly Sentence[] => {
  const seen: Sentence[] = [];
  from(all)
    .pipe(splitSentences(options))
    .subscribe((each) => seen.push(each));
  return seen;
};
const textsOf = (
  deltas: readonly string[],
  by: SplitSentencesOptions['by'] = 'sentence',
): readonly string[] =>
  split(deltas.map(contentEvent), { by, locale: 'en' }).map(({ text }) => text);

/** The sentences of a whole text, with each blank line in the sentence before. */
const sentencesOf = (text: string): readonly string[] => {
  const sentences: string[] = [];
  let last = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
    if (last.trim() !== '' && segment.trim() !== '') {
      sentences.push(last);
      last = '';
    }
    last += segment;
  }
  return last === '' ? sentences : [...sentences, last];
};

const cutAt = (text: string, places: readonly number[]): readonly string[] => {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length].sort(
    (a, b) => a - b,
  );
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
};

const withoutSegmenter = (test: () => void): void => {
  const { Segmenter } = Intl;
  Object.assign(Intl, { Segmenter: undefined });
  try {
    test();
  } finally {
    Object.assign(Intl, { Segmenter });
  }
};

describe('splitSentences', () => {
  it.each([
    ['emits a sentence once the next one has begun', '-a---b---(d|)', '-----A---(B|)'],
    ['emits a sentence in the delta that begins the next one', '-c---(d|)', '-A---(Y|)'],
    ['holds a sentence that may go on', '-3---5---b---|', '---------F---(B|)'],
    ['emits the rest at done without waiting for completion', '-a-d---|', '---L---|'],
    ['emits the rest when the source completes', '-a-|', '---(L|)'],
    ['emits the rest when the source errors', '-a-#', '---(L#)'],
    ['emits the rest at an error event', '-a-e---|', '---L---|'],
    ['drops the rest at a reset, and starts over', '-a-R-b-|', '-------(Z|)'],
    ['starts over at index 0', '-c-R-b-|', '-A-----(Z|)'],
    ['puts a blank line between two parts', '-a-p---|', '---P---(Q|)'],
    ['ignores reasoning, calls and empty text', '-0-r-k-|', '-------|'],
    ['holds a sentence during a call', '-a-k-b-|', '-----A-(B|)'],
    ['emits nothing for an answer without content', '-d-|', '---|'],
  ])('%s', (_, diagram, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(splitSentences({ locale: 'en' }))).toBe(expected, outputs);
      const end = diagram.search(/[|#(]/);
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(end - 1)}!`);
    });
  });

  it('unsubscribes from the source and drops the rest', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-c-----', events);
      expectObservable(source.pipe(splitSentences()), '----!').toBe('-A---', outputs);
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
  });

  it.each([
    ['closing quotes and white space', '"Hi!" (Yes.)  So', ['"Hi!" ', '(Yes.)  ', 'So']],
    ['small letters after a dot', 'At 5 p.m. (and later). Go', ['At 5 p.m. (and later). ', 'Go']],
    ['blank lines', '\n\nOne\n\n\nTwo\r\n', ['\n\nOne\n\n\n', 'Two\r\n']],
    ['Chinese', '你好。世界？是的！', ['你好。', '世界？', '是的！']],
    ['emoji at the end', 'Done. 😀', ['Done. ', '😀']],
    ['white space alone', ' \n ', [' \n ']],
  ])('keeps %s', (_, text, expected) => {
    expect(textsOf([text])).toEqual(expected);
    expect(textsOf([...text])).toEqual(expected);
  });

  it('finds the sentences of the whole text, however it is cut', () => {
    const tokens = [
      'a',
      'B',
      '.',
      '. ',
      '!',
      '?',
      ' ',
      '\n',
      '\r\n',
      '\r',
      '5',
      '1.',
      '"',
      ')',
      '(',
      ',',
      '-',
      '。',
      '你',
      '…',
      '😀',
      '\u0301',
      'U.S.',
      '\u2028',
      '”',
      'ﾞ',
      '्',
      'क',
      ';',
      '\u00a0',
    ];
    const token = fc.constantFrom(...tokens);
    const text = fc.array(token, { maxLength: 30 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(99), { maxLength: 20 }), (all, places) => {
        expect(textsOf(cutAt(all, places))).toEqual(sentencesOf(all));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the same sentences in one long delta as in its characters', () => {
    const text = 'He came at 5 p.m. and left. Did she? "Yes." 你好。世界。\n\n1.5 km.'.repeat(40);
    expect(textsOf([text])).toEqual(sentencesOf(text));
    expect(textsOf([...text])).toEqual(sentencesOf(text));
  });

  it('splits without Intl.Segmenter, however the text is cut', () => {
    const token = fc.constantFrom('a', 'B', '. ', '!', '\n', '5', '.', ')', '。', '你', ' ', '😀');
    withoutSegmenter(() => {
      expect(textsOf(['It is 3.5 m. Go! 你好。世界'])).toEqual([
        'It is 3.5 m. ',
        'Go! ',
        '你好。',
        '世界',
      ]);
      fc.assert(
        fc.property(
          fc.array(token, { maxLength: 20 }).map((tokens) => tokens.join('')),
          fc.array(fc.nat(99), { maxLength: 20 }),
          (text, places) => {
            expect(textsOf(cutAt(text, places))).toEqual(textsOf([text]));
            expect(textsOf([text]).join('')).toBe(text);
          },
        ),
      );
    });
  });

  it('numbers the sentences, and joined they are the content of the reply', () => {
    const delta = fc.tuple(fc.constantFrom('A', 'b. ', 'C!', '\n', ' '), fc.nat(1));
    fc.assert(
      fc.property(fc.array(delta, { maxLength: 20 }), (deltas) => {
        let part = 0;
        const all = deltas.map(([text, more]) => ({ ...contentEvent(text), part: (part += more) }));
        const seen = split([...all, doneEvent()]);
        expect(seen.map(({ text }) => text).join('')).toBe(
          all.reduce(reduceReply, emptyReply).content,
        );
        expect(seen.map(({ index }) => index)).toEqual(seen.map((_, index) => index));
        expect(seen.map(({ isLast }) => isLast)).toEqual(seen.map((each) => each === seen.at(-1)));
      }),
    );
  });

  it.each(['x\n\u00a0```js\ny', 'x\n1.\u00a0a\ny', 'a\n\u2028~~~'])(
    'finds the same blocks in %j, however it is cut',
    (text) => {
      expect(textsOf([...text], 'block')).toEqual(textsOf([text], 'block'));
    },
  );

  it('puts a blank line at each change between parts that alternate', () => {
    const all = [0, 1, 0].map((part) => ({ ...contentEvent(`Part ${part}`), part }));
    expect(split(all).map(({ text }) => text)).toEqual(['Part 0\n\n', 'Part 1\n\n', 'Part 0']);
  });

  it.each([
    ['blank lines', 'One\ntwo\n\n \nThree', ['One\ntwo\n\n \n', 'Three']],
    ['CRLF', 'One\r\n\r\n  Two', ['One\r\n\r\n', '  Two']],
    ['blank lines at the start', '\n\nOne', ['\n\nOne']],
  ])('splits paragraphs at %s', (_, text, expected) => {
    expect(textsOf([text], 'paragraph')).toEqual(expected);
  });

  it.each([
    ['a heading', ['# A\n', 'b\n', '## C\n\n', 'd']],
    ['an underlined heading', ['A\n---\n', 'b']],
    ['a rule', ['a\n\n', '---\n', 'b']],
    ['a fence with blank lines', ['a\n', '```js\nb\n\n# c\n```\n', 'd']],
    ['a longer fence', ['````\n```\na\n```\n\nb\n````\n', 'c']],
    ['a fence of tildes', ['~~~\n```\n\n~~~\n', 'a']],
    ['a fence that is not closed', ['```\na\n\nb']],
    ['inline code with three backticks', ['a\n```b``` c\n']],
    ['a list with blank lines', ['- a\n\n  b\n- c\n\n- d\n\n', 'e']],
    ['a list with another marker', ['- a\n', '* b\n']],
    ['a numbered list', ['a\n', '1. b\n2. c\n\n', 'd']],
    ['a number in a paragraph', ['a\n2. b\n']],
    ['a fence in a list', ['- a\n  ```\n  b\n\nc\n  ```\n- d\n\n', 'e']],
    ['a fence that begins an item', ['1. ```\n\n   ```\n2. a\n\n', 'b']],
    ['a table', ['| a | b |\n|---|---|\n| 1 | 2 |\n\n', 'c']],
    ['a quote', ['> a\nb\n\n', '> c\n', '# d']],
    ['indented code', ['a\n\n', '    b\n\n    c\n\n', 'd']],
    ['bold text', ['a\n**b** c\n\n', '**d**\n']],
  ])('keeps a block whole: %s', (_, blocks) => {
    const text = blocks.join('');
    expect(textsOf([text], 'block')).toEqual(blocks);
    expect(textsOf([...text], 'block')).toEqual(blocks);
  });

  it('emits a block once a line decides that another begins', () => {
    const deltas = ['a\n', '#', ' b\n', '`', '``', '\n', '```\n', 'c'].map(contentEvent);
    const counts = deltas.map((_, index) => split(deltas.slice(0, index + 1), { by: 'block' }));
    expect(counts.map((seen) => seen.filter(({ isLast }) => !isLast).length)).toEqual([
      0, 0, 1, 2, 2, 2, 2, 3,
    ]);
  });

  it('finds the same paragraphs and blocks, however the text is cut', () => {
    const lines = [
      '# h',
      'text',
      '- a',
      '* c',
      '1. x',
      '2. y',
      '  nested',
      '    code',
      '```',
      '```js',
      '~~~~',
      '~~~',
      '',
      '',
      '> q',
      '---',
      '***',
      '| a |',
      '```x``` in',
      '-',
      '**b**',
      '- ```',
    ];
    const line = fc.constantFrom(...lines);
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 9 }),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(99), { maxLength: 20 }),
        fc.constantFrom('paragraph' as const, 'block' as const),
        (all, end, places, by) => {
          const text = all.join(end);
          expect(textsOf(cutAt(text, places), by)).toEqual(textsOf([text], by));
          expect(textsOf([text], by).join('')).toBe(text);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each(['x', '. ', '1.', 'x.', '\n', '! ', ') ', '你好。', '- ', '`', 'Hi there. '])(
    'takes linear time for many of %j',
    (text) => {
      const run = (size: number): void => {
        for (const by of ['sentence', 'paragraph', 'block'] as const) {
          textsOf([text.repeat(size)], by);
          textsOf(
            Array.from({ length: size }, () => text),
            by,
          );
        }
      };
      expect(growth(run, 1000)).toBeLessThan(8);
    },
  );

  it.each([
    [
      { by: 'word' },
      new TypeError('splitSentences: by must be "sentence" or "paragraph" or "block", got "word"'),
    ],
    [
      { locale: 'e_n' },
      new RangeError('splitSentences: locale must be a language tag such as "en", got "e_n"'),
    ],
    [
      { locale: '' },
      new RangeError('splitSentences: locale must be a language tag such as "en", got ""'),
    ],
    [
      { locale: 5 },
      new TypeError('splitSentences: locale must be a language tag such as "en", got 5'),
    ],
  ])('rejects %j when called', (options, error) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => splitSentences(options as SplitSentencesOptions)).toThrow(error);
  });
});
