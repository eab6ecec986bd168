import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainText } from '../../../../src/protocols/kit/plainText.js';

const textOf = (json: string): unknown => {
  try {
    return (JSON.parse(json) as { text?: unknown }).text;
  } catch {
    return undefined;
  }
};

describe('plainText', () => {
  it.each(['{"text":"Hi"}', '{"text": "Hi"}', '{"text":""}', '{"text":"é\u2028😀 \u007f"}'])(
    'reads %s',
    (json) => {
      expect(plainText(json)).toBe(textOf(json));
    },
  );

  it.each([
    '{"text":"a\\nb"}',
    '{"text":"a\nb"}',
    '{"text":"a","more":"b"}',
    '{"text":"a" }',
    ' {"text":"a"}',
    '{"text":"a"',
    '{"text":"}',
    '{"text":1}',
    '{"Text":"a"}',
    '"text"',
    '',
  ])('leaves %j to the parser', (json) => {
    expect(plainText(json)).toBeUndefined();
  });

  it('never reads anything but what JSON.parse reads', () => {
    const piece = fc.constantFrom(
      '{',
      '"text"',
      ':',
      ' ',
      '"',
      'a',
      '\\',
      '\n',
      ',',
      '}',
      '\u0000',
      'ü',
    );
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => `{"text":${JSON.stringify(text)}}`),
      fc.string({ unit: 'binary' }).map((text) => `{"text":"${text}"}`),
      fc.array(piece).map((pieces) => `{"text": "${pieces.join('')}"}`),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(anything, (json) => {
        expect([undefined, textOf(json)]).toContain(plainText(json));
      }),
      { numRuns: 5000 },
    );
  });

  it('reads whatever a server writes without escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = JSON.stringify({ text });
        fc.pre(!json.includes('\\'));
        expect(plainText(json)).toBe(text);
      }),
    );
  });
});
