import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SseMessage } from '../../../src/framing/framing.js';
import { sseFraming } from '../../../src/framing/sse.js';
import { chunkings } from '../../helpers/chunkings.js';
import { data, vectors } from './vectors.js';
import { everyCut } from '../../../src/testing/index.js';

const overflow = new RangeError('too large');
const tooLarge = (): Error => overflow;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Framed {
  readonly messages: readonly SseMessage[];
  readonly broken: SseMessage | undefined;
}

const frame = (
  chunks: readonly (Uint8Array | string)[],
  bareEvents: readonly string[] = ['done'],
): Framed => {
  const messages: SseMessage[] = [];
  const framing = sseFraming({
    maxEventSize: 1000,
    tooLarge,
    undecodable: tooLarge,
    bareEvents,
    onMessage: (message) => messages.push(message),
  });
  for (const chunk of chunks) framing.push(chunk);
  return { messages, broken: framing.end() };
};

describe('sseFraming', () => {
  describe.each(chunkings)('fed $name', ({ cut }) => {
    it.each(vectors)('$name', ({ wire, messages }) => {
      expect(frame(cut(utf8(wire))).messages).toEqual(messages);
    });
  });

  it.each(vectors)(
    'reports the same for every cut of the bytes in two: $name',
    ({ wire, messages }) => {
      for (const halves of everyCut(utf8(wire))) {
        expect(frame(halves).messages).toEqual(messages);
      }
    },
  );

  it.each(vectors)(
    'reports the same for every cut of the text in two: $name',
    ({ wire, messages }) => {
      for (let at = 0; at <= wire.length; at++) {
        expect(frame([wire.slice(0, at), wire.slice(at)]).messages).toEqual(messages);
      }
    },
  );

  it('reports the same for any cut of any lines', () => {
    const line = fc.constantFrom(
      'data: a',
      'data',
      'event: done',
      'event:done',
      'event: doner',
      'event: x',
      'id: 1',
      ': c',
      'data: event: done',
      'error: no',
      'erro',
      'errors: x',
      'data: error: no',
      '',
    );
    const wire = fc
      .array(fc.tuple(line, fc.constantFrom('\n', '\r', '\r\n')))
      .map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(wire, fc.array(fc.nat(60), { maxLength: 6 }), (text, cuts) => {
        const places = [0, ...[...cuts].sort((a, b) => a - b), text.length];
        const parts = places.map((place, index) => text.slice(place, places[index + 1]));
        expect(frame(parts)).toEqual(frame([text]));
      }),
    );
  });

  it('replaces bytes that are not UTF-8', () => {
    expect(frame([new Uint8Array([...utf8('data:a'), 0xff, ...utf8('b\n\n')])]).messages).toEqual(
      data('a\uFFFDb'),
    );
  });

  describe('with the names of bare events', () => {
    const done = [{ event: 'done', data: '' }];

    it.each([
      ['with a space before its name', 'event: done\n\n', done],
      ['after a byte order mark', '\uFEFFevent: done\n\n', done],
      ['without a space before its name', 'event:done\n\n', done],
      ['with CRLF', 'event: done\r\n\r\n', done],
      ['with CR', 'event: done\r\r', done],
      ['with an id', 'event: done\nid: 1\n\n', [{ event: 'done', data: '', id: '1' }]],
      [
        'between others',
        'data:a\n\nevent: done\n\ndata:b\n\n',
        [...data('a'), ...done, ...data('b')],
      ],
    ])('reports a bare event %s, cut anywhere', (_, wire, messages) => {
      for (const halves of everyCut(utf8(wire))) {
        expect(frame(halves).messages).toEqual(messages);
      }
    });

    it.each([
      ['in the middle of its line', '\uFEFFa\uFEFFevent: done\n\ndata:a\n\n'],
      ['in its field name', 'event\uFEFF: done\n\ndata:a\n\n'],
      ['before it, in a later line', ':a\n\uFEFFevent: done\n\ndata:a\n\n'],
      ['after another byte order mark', '\uFEFF\uFEFFevent: done\n\ndata:a\n\n'],
    ])('ignores a bare event with a byte order mark %s, cut anywhere', (_, wire) => {
      for (const halves of everyCut(utf8(wire))) {
        expect(frame(halves).messages).toEqual(data('a'));
      }
    });

    it.each(['[DONE]', 'a.b|c', '$end'])('reports a bare event named %s', (name) => {
      expect(frame([`event: ${name}\n\n`], [name]).messages).toEqual([{ event: name, data: '' }]);
    });

    it('does not read a name as a pattern', () => {
      expect(frame(['event: axb\n\n'], ['a.b']).messages).toEqual([]);
    });

    it('ignores other events without data', () => {
      expect(frame(['event: ping\n\nevent: doner\n\n']).messages).toEqual([]);
    });

    it('ignores all events without data if there are no names', () => {
      expect(frame(['event: done\n\n'], []).messages).toEqual([]);
    });
  });

  describe('with a field `error`', () => {
    const error = (text: string): readonly SseMessage[] => [{ event: 'error', data: text }];

    it.each([
      ['of JSON', 'error: {"a":1}\n\n', error('{"a":1}')],
      ['of words', 'error: out of memory\n\n', error('out of memory')],
      ['without a space before its value', 'error:no\n\n', error('no')],
      ['without a value', 'error:\n\n', error('')],
      ['without a blank line', 'error: no\n', error('no')],
      ['with CRLF', 'data:a\r\n\r\nerror: no\r\n\r\n', [...data('a'), ...error('no')]],
      ['with CR', 'data:a\r\rerror: no\r\r', [...data('a'), ...error('no')]],
      ['after a byte order mark', '\uFEFFerror: no\n\n', error('no')],
      ['right after an event', 'data:a\nerror: no\n\n', [...data('a'), ...error('no')]],
      ['right after an event, with CR', 'data:a\rerror: no\r', [...data('a'), ...error('no')]],
      ['after a comment', ': a\nerror: no\n\n', error('no')],
      [
        'between others',
        'data:a\n\nerror: no\n\ndata:b\n\n',
        [...data('a'), ...error('no'), ...data('b')],
      ],
      ['after another', 'error: a\nerror: b\n', [...error('a'), ...error('b')]],
    ])('reports an error event %s, cut anywhere', (_, wire, messages) => {
      for (const halves of [...everyCut(utf8(wire)), Array.from(wire)]) {
        expect(frame(halves).messages).toEqual(messages);
      }
    });

    it.each([
      ['in the middle of a line', 'an error: no\n\ndata:a\n\n'],
      ['in data', 'data:a\n\n: error: no\n'],
      ['of a longer name', 'data:a\n\nerrors: no\n\nerror\n\nerr\n'],
      ['after a byte order mark that is not the first', 'data:a\n\n\uFEFFerror: no\n\n'],
    ])('reports none %s, cut anywhere', (_, wire) => {
      for (const halves of [...everyCut(utf8(wire)), Array.from(wire)]) {
        expect(frame(halves).messages).toEqual(data('a'));
      }
    });

    it('leaves a line without its end to the end of the body', () => {
      expect(frame(['error: {"a"', ':1}'])).toEqual({ messages: [], broken: error('{"a":1}')[0] });
    });

    it('limits its size', () => {
      expect(() => frame([`error: ${'x'.repeat(990)}\n`])).not.toThrow();
      for (const wire of [`error: ${'x'.repeat(1000)}\n`, `error: ${'x'.repeat(2000)}`]) {
        expect(() => frame([wire])).toThrow(overflow);
        expect(() => frame(Array.from(wire))).toThrow(overflow);
      }
    });
  });

  describe('at the end', () => {
    it.each([
      ['none after a complete event', 'data:a\n\n', undefined],
      ['none in a comment', ': a', undefined],
      ['none for a name without data', 'event: x\n', undefined],
      ['a block without its blank line', 'event: x\ndata: a\n', { event: 'x', data: 'a' }],
      ['a line without its end', 'event: x\ndata: a', { event: 'x', data: 'a' }],
      ['a line that ends with CR', 'event: x\rdata: a\r', { event: 'x', data: 'a' }],
      ['a bare event', 'event: done\n', { event: 'done', data: '' }],
      ['a bare event, and half a line', 'event: done\nda', { event: 'done', data: '' }],
      ['none for a name that may be longer', 'event: done', undefined],
    ])('returns the unfinished message: %s', (_, wire, broken) => {
      expect(frame([wire]).broken).toEqual(broken);
    });

    /** Returns the data of the unfinished message for every cut: one value if cuts do not matter. */
    const unfinished = (wire: string): ReadonlySet<string | undefined> => {
      const cuts = [...everyCut(utf8(wire)), Array.from(wire)];
      return new Set(cuts.map((cut) => frame(cut).broken?.data));
    };
    const json = '{\n  "error": {\n    "code": 503\n  }\n}\n';

    it.each([
      ['complete', `data:a\n\n${json}`, json],
      ['in one line', 'data:a\n\n{"a":1}', '{"a":1}'],
      ['with lines that end with CR', 'data:a\r\r{\r"a":1}', '{\r"a":1}'],
      ['with lines that end with CRLF', 'data:a\r\n\r\n{\r\n"a":1}', '{\r\n"a":1}'],
      ['cut off', 'data:a\n\n{"a":', '{"a":'],
      ['after a field `error`', 'error: no\n{"a":1}', '{"a":1}'],
      ['after other lines outside of any event', 'x\n{x\n{"a":1}', '{"a":1}'],
      ['after a line that only starts like data', 'data:a\n\ndatabase\n{"a":1}', '{"a":1}'],
      ['with a line separator in a string', 'data:a\n\n{"a":"\u2028data"}', '{"a":"\u2028data"}'],
      ['at the limit of an event', `{${' '.repeat(998)}}`, `{${' '.repeat(998)}}`],
    ])('returns JSON after the last event, %s, cut anywhere', (_, wire, broken) => {
      expect(unfinished(wire)).toEqual(new Set([broken]));
    });

    it.each([
      ['before another event', `${json}\ndata:a\n\n`],
      ['in the middle of a line', 'data:a\n\nfoo: {"a":1}\n'],
      ['within an event', 'data:a\n{"a":1}\n\n'],
      ['within an event whose data is empty', 'data:a\n\ndata\r\n{"a":1}\r\n\r\n'],
      ['above the limit of an event', `{"a":"${'x'.repeat(1000)}"}`],
    ])('returns no JSON %s, cut anywhere', (_, wire) => {
      expect(unfinished(wire)).toEqual(new Set([undefined]));
    });

    it('returns an unfinished event rather than JSON before it, cut anywhere', () => {
      expect(unfinished(`${json}\ndata:a`)).toEqual(new Set(['a']));
    });

    it('does not report the unfinished message', () => {
      expect(frame(['data: a']).messages).toEqual([]);
    });
  });

  describe('limits an event', () => {
    const push = (chunks: readonly string[]): readonly SseMessage[] => {
      const messages: SseMessage[] = [];
      const { push: feed } = sseFraming({
        maxEventSize: 100,
        tooLarge,
        undecodable: tooLarge,
        bareEvents: [],
        onMessage: (message) => messages.push(message),
      });
      for (const chunk of chunks) feed(chunk);
      return messages;
    };
    const sized = (size: number): string => 'x'.repeat(size);

    it.each([1, 7, 1000])('to exactly maxEventSize, fed %d characters at a time', (size) => {
      const cut = (wire: string): readonly string[] =>
        wire.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(push(cut(`data: ${sized(100)}\n\n`))).toEqual(data(sized(100)));
      expect(() => push(cut(`data: ${sized(101)}\n\n`))).toThrow(overflow);
    });

    it.each(['data: {}\nevent: done\n\n', 'event: done\ndata: {}\n\n'])(
      'that may be bare, just as exactly: %j',
      (wire) => {
        const framingOf = (maxEventSize: number) =>
          sseFraming({
            maxEventSize,
            tooLarge,
            undecodable: tooLarge,
            bareEvents: ['done'],
            onMessage: () => {},
          });
        expect(() => framingOf(6).push(wire)).not.toThrow();
        expect(() => framingOf(5).push(wire)).toThrow(overflow);
      },
    );

    it('before its line ends', () => {
      expect(() => push(['data: ', 'x'.repeat(200)])).toThrow(overflow);
    });

    it('that is made of many lines', () => {
      expect(() => push(['data: xxxx\n'.repeat(40)])).toThrow(overflow);
    });

    it('but not a comment, however long', () => {
      expect(push([':', 'x'.repeat(5000), '\ndata:a\n\n'])).toEqual(data('a'));
    });

    it('and reports the events before it', () => {
      const messages: SseMessage[] = [];
      const { push: feed } = sseFraming({
        maxEventSize: 100,
        tooLarge,
        undecodable: tooLarge,
        bareEvents: [],
        onMessage: (message) => messages.push(message),
      });
      expect(() => feed(`data:a\n\ndata: ${'x'.repeat(200)}\n\n`)).toThrow(overflow);
      expect(messages).toEqual(data('a'));
    });
  });
});
