import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tagScanner } from '../../../operators/internal/tagScanner.js';
import { type TagPair, tagPattern } from '../../../operators/internal/tagPattern.js';
import { growth } from '../../helpers/growth.js';

interface Scanned {
  readonly outside: string;
  readonly inside: string;
  /** Marks, and text after `o:` (outside) or `i:` (inside), joined where nothing is between. */
  readonly order: readonly string[];
}

const tokens = tagPattern(['think', 'thinking', 'reasoning']);

const longest = `<think a="${'x'.repeat(244)}">`;
const tooLong = `<think a="${'x'.repeat(245)}">`;

/** Stands for a flush between two texts. */
const flushed = null;

/** Scans texts; a number is a mark. */
const scan = (
  texts: readonly (string | number | typeof flushed)[],
  startInside = false,
  pattern = tokens,
): Scanned => {
  const order: string[] = [];
  const scanner = tagScanner(pattern, startInside);
  const emit = (text: string, inside: boolean): void => {
    const kind = inside ? 'i:' : 'o:';
    if (order.at(-1)?.startsWith(kind)) order.push(order.pop() + text);
    else order.push(kind + text);
  };
  for (const text of texts) {
    if (text === flushed) scanner.flush();
    else if (typeof text === 'number') scanner.mark(() => order.push(String(text)));
    else if (text !== '') scanner.push(text, emit);
  }
  scanner.flush();
  const textOf = (kind: string): string =>
    order
      .filter((each) => each.startsWith(kind))
      .map((each) => each.slice(2))
      .join('');
  return { outside: textOf('o:'), inside: textOf('i:'), order };
};

const cutsOf = (text: string): readonly (readonly string[])[] => [
  [...text],
  [...text].flatMap((character) => ['', character]),
  ...Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)]),
];

describe('tagScanner', () => {
  it.each([
    ['a pair of tags', 'a<think>b</think>c', 'ac', 'b'],
    ['any of its names', '<thinking>a</thinking><reasoning>b</reasoning>c', 'c', 'ab'],
    ['any case', '<THINK>a</Think>b', 'b', 'a'],
    [
      'attributes',
      `<think type="x > y" n=1\tm='2' >a</think >b`,
      `<think type="x > y" n=1\tm='2' >ab`,
      '',
    ],
    ['attributes with values', `<think type="x" n=1\tm='2' >a</think >b`, 'b', 'a'],
    [
      'prose after a name, instead of attributes',
      'I <think this is > that',
      'I <think this is > that',
      '',
    ],
    ['an empty tag', 'a<think/>b<think />c', 'abc', ''],
    ['a tag that is opened twice', '<think>a<think>b</think>c', 'c', 'ab'],
    ['a tag that is opened again under another name', '<think>a<reasoning>b</think>c', 'c', 'ab'],
    ['a tag that is closed under another name', '<think>a</reasoning>b', 'b', 'a'],
    ['a tag that is closed twice', '<think>a</think>b</think>c', 'bc', 'a'],
    ['a pair in a pair', '<think>a<think>b</think></think>c', 'c', 'ab'],
    ['an empty tag inside', '<think>a<think/>b</think>c', 'c', 'ab'],
    ['a tag that never closes', 'a<think>b', 'a', 'b'],
    ['the longest tag', `${longest}a</think>b`, 'b', 'a'],
    ['a tag that is too long', `${tooLong}a`, `${tooLong}a`, ''],
    ['a stray closing tag', 'a</think>b', 'ab', ''],
    ['two in a row', '<think>a</think><think>b</think>c', 'c', 'ab'],
    [
      'what only looks like a tag',
      'a<b <thin> <thinker> < think> <think\n>c',
      'a<b <thin> <thinker> < think> <think\n>c',
      '',
    ],
    ['a tag after a bracket', '<<think>a</think>', '<', 'a'],
    ['a tag in a tag', '<th<think>a</think>', '<th', 'a'],
    ['text that ends in half a tag', 'a<thin', 'a<thin', ''],
    ['reasoning that ends in half a tag', '<think>a</thi', '', 'a</thi'],
    ['text that ends in a bracket', 'if a <', 'if a <', ''],
    ['a letter that only looks like one of a name', '<thin\u212A>', '<thin\u212A>', ''],
    ['emoji and newlines', '😀\n<think>\n😀</think>\n', '😀\n\n', '\n😀'],
    [
      'fenced code',
      '```html\n<think>a</think>\n```\n<think>b</think>c',
      '```html\n<think>a</think>\n```\nc',
      'b',
    ],
    [
      'an indented fence of tildes',
      'a\n  ~~~\n<think>\n~~~\n<think>b',
      'a\n  ~~~\n<think>\n~~~\n',
      'b',
    ],
    [
      'a fence that only a longer one closes',
      '````\n```\n<think>\n````\n<think>b',
      '````\n```\n<think>\n````\n',
      'b',
    ],
    ['a fence that another character does not close', '```\n~~~\n<think>', '```\n~~~\n<think>', ''],
    [
      'a fence that the middle of a line does not close',
      '```\na ```\n<think>',
      '```\na ```\n<think>',
      '',
    ],
    ['a fence with an empty line', '```\n\n<think>\n```\n<think>b', '```\n\n<think>\n```\n', 'b'],
    ['no fence after the words of a list item', '- x ```\n<think>b', '- x ```\n', 'b'],
    ['a fence in a list', '- ```\n  <think>\n  ```\n<think>b', '- ```\n  <think>\n  ```\n', 'b'],
    [
      'a fence in a numbered list',
      '12. ```\n<think>\n```\n<think>b',
      '12. ```\n<think>\n```\n',
      'b',
    ],
    ['a fence in a quote', '> ```\n> <think>\n> ```\n<think>b', '> ```\n> <think>\n> ```\n', 'b'],
    [
      'no end of a fence in a line with more text',
      '```\n``` x\n<think>\n``` \n<think>b',
      '```\n``` x\n<think>\n``` \n',
      'b',
    ],
    ['fences with CR', '```\r<think>\r```\r<think>b', '```\r<think>\r```\r', 'b'],
    ['inline code', 'the `<think>` tag<think>a', 'the `<think>` tag', 'a'],
    ['inline code between double backticks', '``a`<think>``<think>b', '``a`<think>``', 'b'],
    ['tildes in inline code', '`~<think>`<think>b', '`~<think>`', 'b'],
    ['inline code that ends in an attribute', '`<think a="`"><think>b', '`<think a="`">', 'b'],
    ['inline code that does not end', 'a `<think>\n<think>b', 'a `<think>\n', 'b'],
    [
      'a pair whose opening tag is in code',
      'a `b <think>x\ny</think>z</think>',
      'a `b <think>x\ny</think>z',
      '',
    ],
    [
      'reasoning after code about it',
      '`<think>` is a tag.\n<think>r</think>c',
      '`<think>` is a tag.\nc',
      'r',
    ],
    [
      'an empty tag in code beside an opening one',
      'a `<think> <think/>`\n</think>b',
      'a `<think> <think/>`\n</think>b',
      '',
    ],
    [
      'a closing tag in code before an opening one',
      '`</think><think>`</think>',
      '`</think><think>`</think>',
      '',
    ],
    [
      'no fence after reasoning in the middle of a line',
      'a <think>b</think>```\n<think>c',
      'a ```\n',
      'bc',
    ],
    ['a pair in code', '`<think></think>`</think>a', '`<think></think>`a', ''],
    ['no fence after a bracket', '<```\n<think>a', '<```\n', 'a'],
    ['no fence after two tildes', '~~ ```\n<think>a', '~~ ```\n', 'a'],
    ['tildes in a line', 'a ~~~ <think>b', 'a ~~~ ', 'b'],
    ['two backticks at the start of a line', '``<think>``\n<think>b', '``<think>``\n', 'b'],
    ['code inside reasoning', '<think>```\n</think>a', 'a', '```\n'],
    ['inline code that reasoning leaves open', '<think>`</think><think>a</think>b', 'b', '`a'],
    [
      'a fence right after reasoning with a bracket',
      '<think><b</think>```\n<think>\n```',
      '```\n<think>\n```',
      '<b',
    ],
    [
      'a fence right after reasoning',
      '<think>a</think>```\n<think>\n```',
      '```\n<think>\n```',
      'a',
    ],
  ])('finds %s, cut anywhere', (_, text, outside, inside) => {
    for (const cut of [[text], ...cutsOf(text)]) {
      expect(scan(cut)).toMatchObject({ outside, inside });
    }
  });

  it.each([
    ['a</think>b', 'b', 'a'],
    ['a</REASONING>b', 'b', 'a'],
    ['<think>a</think>b', 'b', 'a'],
    ['a<think>b</think>c', 'c', 'ab'],
    ['a', '', 'a'],
    ['a</think>b<think>c</think>d', 'bd', 'ac'],
  ])('starts inside with startInside: %s', (text, outside, inside) => {
    for (const cut of [[text], ...cutsOf(text)]) {
      expect(scan(cut, true)).toMatchObject({ outside, inside });
    }
  });

  const think = { open: '[THINK]', close: '[/THINK]' };
  const short = { open: '[T]', close: '[/T]' };
  const harmony = { open: '<|channel|>analysis<|message|>', close: '<|end|>' };

  it.each<readonly [string, readonly (string | TagPair)[], string, string, string]>([
    ['brackets', [think], 'a[THINK]b[/THINK]c', 'ac', 'b'],
    ['any case', [think], 'a[think]b[/Think]c', 'ac', 'b'],
    ['channels', [harmony], `${harmony.open}a${harmony.close}b`, 'b', 'a'],
    [
      'another channel',
      [harmony],
      `<|channel|>commentary<|message|>a${harmony.open}b`,
      '<|channel|>commentary<|message|>a',
      'b',
    ],
    [
      'characters beyond ASCII',
      [{ open: '◁think▷', close: '◁/think▷' }],
      '◁think▷a◁/think▷b',
      'b',
      'a',
    ],
    ['surrogate pairs', [{ open: '🤔', close: '💬' }], '😀🤔😀💬😀', '😀😀', '😀'],
    ['words', [{ open: 'Thought:', close: 'Answer:' }], 'Thought: a Answer: b', ' b', ' a '],
    [
      'characters that mean something in a pattern',
      [{ open: '(.*)[^]\\', close: '$^|?+-]' }],
      '(a)[^]\\(.*)[^]\\b$^|?+-]c',
      '(a)[^]\\c',
      'b',
    ],
    [
      'line ends, of which only one closes',
      [{ open: '\n\nThought:', close: '\n\n' }],
      'a\n\nThought: b\n\nc\n\nd',
      'ac\n\nd',
      ' b',
    ],
    ['a fence', [{ open: '```think\n', close: '```' }], 'a\n```think\nb```c', 'a\nc', 'b'],
    ['beside names', ['think', think], '<think>a</think>b[THINK]c[/THINK]d', 'bd', 'ac'],
    ['a name that closes it', ['think', think], '[THINK]a</think>b', 'b', 'a'],
    ['a name that it closes', ['think', think], '<think>a[/THINK]b', 'b', 'a'],
    ['no names that it does not list', [think], '<think>a</think>', '<think>a</think>', ''],
    ['the same text twice', [{ open: '***', close: '***' }], 'a***b***c***d', 'ac', 'bd'],
    ['opened twice', [think], '[THINK]a[THINK]b[/THINK]c', 'c', 'ab'],
    ['opened and closed twice', [think], '[THINK]a[THINK]b[/THINK]c[/THINK]d', 'cd', 'ab'],
    ['closed twice', [think], '[THINK]a[/THINK]b[/THINK]c', 'b[/THINK]c', 'a'],
    [
      'closed twice, opened twice as names',
      ['t', think],
      '[THINK]<t>a[/THINK][/THINK]',
      '[/THINK]',
      'a',
    ],
    ['opened twice by a name', ['t', think], '<t>[THINK]a</t>b[/THINK]c', 'bc', 'a'],
    ['never opened', [think], 'a[/THINK]b', 'a[/THINK]b', ''],
    ['only begun', [think], 'a[THIN]b[THINK', 'a[THIN]b[THINK', ''],
    ['only begun to be closed', [think], '[THINK]a[/THIN]b[/', '', 'a[/THIN]b[/'],
    ['in code', [think], 'a `[THINK]`\n[THINK]b', 'a `[THINK]`\n', 'b'],
    ['a letter that only looks like one of it', [think], '[THIN\u212A]', '[THIN\u212A]', ''],
    ['a longer text first', [short, { open: '[T][U]', close: '[/U]' }], 'a[T][U]b[/U]c', 'ac', 'b'],
    [
      'a shorter text where the longer one does not follow',
      [short, { open: '[T][U]', close: '[/U]' }],
      'a[T][V]b[/T]c',
      'ac',
      '[V]b',
    ],
    [
      'a shorter text at the end of the text',
      [short, { open: '[T][U]', close: '[/U]' }],
      'a[T][',
      'a',
      '[',
    ],
    [
      'a text in the middle of what looks like another',
      [short, { open: 'ab[T]cd', close: '[/U]' }],
      'ab[T]ce[/T]f',
      'abf',
      'ce',
    ],
    [
      'a text that closes one pair and opens another',
      [
        { open: '<1>', close: '<2>' },
        { open: '<2>', close: '<3>' },
      ],
      'a<1>b<2>c<2>d<3>e',
      'ace',
      'bd',
    ],
  ])('finds pairs: %s', (_, tags, text, outside, inside) => {
    const pattern = tagPattern(tags);
    for (const cut of [[text], ...cutsOf(text)]) {
      expect(scan(cut, false, pattern)).toMatchObject({ outside, inside });
    }
  });

  it('keeps marks in their place where a tag ends before the end of what was held back', () => {
    const pattern = tagPattern([short, { open: '[T][U]', close: '[/U]' }]);
    expect(scan(['a[T]', 1, '[', 2, 'b'], false, pattern).order).toEqual([
      'o:a',
      '1',
      'i:[',
      '2',
      'i:b',
    ]);
    expect(scan(['a[T', 1, '][', 2, flushed, 'b'], false, pattern).order).toEqual([
      'o:a',
      '1',
      'i:[',
      '2',
      'i:b',
    ]);
  });

  it('finds the same pairs for any cut of any text, and loses no other character', () => {
    const pattern = tagPattern([
      't',
      short,
      { open: '[T][', close: ']]' },
      { open: '**', close: '**' },
    ]);
    const part = fc.constantFrom(
      '[T]',
      '[/T]',
      '[T][',
      ']]',
      '**',
      '<t>',
      '</t>',
      '[',
      ']',
      '*',
      'T',
      'a',
      '`',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.boolean(), (parts, startInside) => {
        const text = parts.join('');
        const whole = scan([text], startInside, pattern);
        for (const cut of cutsOf(text)) expect(scan(cut, startInside, pattern)).toEqual(whole);
        const kept = whole.order.map((each) => each.slice(2)).join('');
        expect(kept.replace(/[^a`\n]/g, '')).toBe(text.replace(/[^a`\n]/g, ''));
      }),
      { numRuns: 200 },
    );
  });

  describe('reports the first tag', () => {
    it.each<readonly [string, string, boolean | undefined]>([
      ['that opens', 'a<think>b</think>', false],
      ['that closes', 'a</think>b<think>', true],
      ['that opens and closes', 'a**b', false],
      ['that closes a pair', 'a[/T]b', true],
      ['but not an empty one', 'a<think/>b</think>', true],
      ['but not one in code', 'a`</think>`b', undefined],
      ['also after an opening one in code', 'a `<think>`\nb</think>c', true],
      ['if there is one', 'a', undefined],
    ])('%s', (_, text, closes) => {
      for (const cut of [[text], ...cutsOf(text)]) {
        const seen: unknown[] = [];
        const pattern = tagPattern(['think', short, { open: '**', close: '**' }]);
        const scanner = tagScanner(pattern, false, (each) => {
          seen.push(each);
          return each;
        });
        for (const each of cut) if (each !== '') scanner.push(each, () => {});
        scanner.flush();
        expect(seen).toEqual(closes === undefined ? [] : [closes]);
      }
    });

    it.each([
      [true, ['o:a', 'closes', 'i:<', 'i:b', 'o:d']],
      [false, ['o:a', 'closes', 'o:<', 'o:b', 'o:d']],
    ])(
      'after the text before it, and decides about text that it held back: %p',
      (isInside, expected) => {
        const seen: string[] = [];
        const scanner = tagScanner(tokens, false, (closes) => {
          seen.push(closes ? 'closes' : 'opens');
          return isInside;
        });
        for (const text of ['a<', 'b</think>d'])
          scanner.push(text, (each, inside) => seen.push(`${inside ? 'i' : 'o'}:${each}`));
        expect(seen).toEqual(expected);
      },
    );
  });

  it('matches dots and colons in names literally', () => {
    const seen: string[] = [];
    tagScanner(tagPattern(['a.b:c']), false).push('<a.b:c>x</a.b:c><axb:c>y', (text, inside) =>
      seen.push(inside ? `(${text})` : text),
    );
    expect(seen).toEqual(['(x)', '<axb:c>y']);
  });

  it.each([
    ['between texts without tags', ['a', 1, 'b'], ['o:a', '1', 'o:b']],
    ['inside a tag', ['a<thi', 1, 'nk>b'], ['o:a', '1', 'i:b']],
    ['inside text that only starts like a tag', ['a<thi', 1, 's b'], ['o:a<thi', '1', 'o:s b']],
    [
      'several inside text that only starts like a tag',
      ['<', 1, 't', 2, 3, 'a'],
      ['o:<', '1', 'o:t', '2', '3', 'o:a'],
    ],
    ['several inside a tag', ['<', 1, 't', 2, 'hink>a'], ['1', '2', 'i:a']],
    ['before a tag that starts later', ['<', 1, '<think>a'], ['o:<', '1', 'i:a']],
    ['after half a tag at the end', ['<thi', 1], ['o:<thi', '1']],
  ])('keeps a mark in its place: %s', (_, texts, order) => {
    expect(scan(texts).order).toEqual(order);
  });

  it('holds back nothing that cannot become a tag', () => {
    const seen: string[] = [];
    const scanner = tagScanner(tokens, false);
    const push = (text: string): void => scanner.push(text, (each) => seen.push(each));
    for (const text of ['a <', 'b', '<th', 'an', '</', 'x', `<think ${'x'.repeat(300)}`])
      push(text);
    expect(seen.join('')).toBe(`a <b<than</x<think ${'x'.repeat(300)}`);
  });

  it('holds back at most 255 characters', () => {
    const seen: string[] = [];
    const scanner = tagScanner(tokens, false);
    const push = (text: string): void => scanner.push(text, (each) => seen.push(each));
    push(tooLong.slice(0, 255));
    expect(seen).toEqual([]);
    push(tooLong.slice(255, 256));
    expect(seen.join('')).toBe(tooLong.slice(0, 256));
  });

  it.each<readonly [string, boolean, readonly (string | typeof flushed)[], readonly string[]]>([
    [
      'prevents a fence in its line, outside of tags',
      false,
      ['<', flushed, '```\n<think>a'],
      ['o:<```\n', 'i:a'],
    ],
    [
      'does not prevent a fence, inside of tags',
      true,
      ['<', flushed, '</think>```\n<think>'],
      ['i:<', 'o:```\n<think>'],
    ],
    [
      'does not end a run of backticks',
      false,
      ['`', flushed, '`<think>``<think>a'],
      ['o:``<think>``', 'i:a'],
    ],
  ])('treats flushed text as text: it %s', (_, startInside, texts, order) => {
    expect(scan(texts, startInside).order).toEqual(order);
  });

  const text = fc
    .array(
      fc.constantFrom(
        '<think>',
        '</think>',
        '<THINKING a="b">',
        '<think a>',
        '</reasoning >',
        '<th',
        'ink>',
        '</',
        '<',
        '>',
        'think',
        '/',
        ' ',
        'a',
        '😀',
        '\n',
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join(''));
  const completeTag = /<\/?(?:thinking|think|reasoning)(?: a="b")?[ \t]*\/?>/gi;

  it('loses no text for any cut of any text (P10)', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.nat(120), { maxLength: 8 }),
        fc.boolean(),
        (all, cuts, startInside) => {
          const places = [0, ...[...cuts].sort((a, b) => a - b), all.length];
          const parts = places.map((place, index) => all.slice(place, places[index + 1]));
          const scanned = scan(parts, startInside);
          expect(scanned).toEqual(scan([all], startInside));
          expect(scanned.order.map((each) => each.slice(2)).join('')).toBe(
            all.replace(completeTag, ''),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes linear time for a text full of half tags (S12)', () => {
    const run = (size: number): void => {
      const scanner = tagScanner(tokens, true);
      for (let fed = 0; fed < size; fed += 8) scanner.push('<think a', () => {});
    };
    expect(growth(run, 200_000)).toBeLessThan(8);
  });

  it('takes no longer for many names', () => {
    const text = 'a <b <tag'.repeat(100);
    const run = (size: number): void => {
      const names = Array.from({ length: size }, (_, index) => `tag${index}x`);
      const scanner = tagScanner(tagPattern(names), false);
      for (let i = 0; i < 10; i++) scanner.push(text, () => {});
    };
    expect(growth(run, 2_000)).toBeLessThan(8);
  });
});
