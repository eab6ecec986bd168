import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fastPath } from '../../../../src/protocols/streamingChat/fastPath.js';

const textOn = (data: string): unknown => {
  const [event] = fastPath({ event: 'content', data }) ?? [];
  return event?.type === 'content' ? event.text : event;
};

const textOf = (json: string): unknown => {
  try {
    return (JSON.parse(json) as { text?: unknown }).text;
  } catch {
    return undefined;
  }
};

describe('the fast path of the default protocol', () => {
  it.each(['{"text":"Hi"}', '{"text": "Hi"}', '{"text":""}', '{"text":"é\u2028😀 \u007f"}'])(
    'reads %s',
    (json) => {
      expect(textOn(json)).toBe(textOf(json));
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
  ])('declines %j', (json) => {
    expect(textOn(json)).toBeUndefined();
  });

  it('reads what JSON.parse reads, or declines', () => {
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
        expect([undefined, textOf(json)]).toContain(textOn(json));
      }),
      { numRuns: 5000 },
    );
  });

  it('reads every text that JSON.stringify writes without escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = JSON.stringify({ text });
        fc.pre(!json.includes('\\'));
        expect(textOn(json)).toBe(text);
      }),
    );
  });

  const eventOn = (data: string): unknown => fastPath({ event: 'reasoning', data })?.[0];

  it.each([0, 1, 42, 127])('reads the part %j', (part) => {
    const event = { type: 'reasoning', text: 'Hi, "', part };
    expect(eventOn(`{"text":"Hi, ","part":${part}}`)).toEqual({ ...event, text: 'Hi, ' });
    expect(eventOn(`{"text": "","part":${part}}`)).toEqual({ ...event, text: '' });
  });

  it.each([
    '{"text":"a","part":128}',
    '{"text":"a","part":-1}',
    '{"text":"a","part":01}',
    '{"text":"a","part":1.5}',
    '{"text":"a","part":}',
    '{"text":"a","part":null}',
    '{"text":"a","part":1',
    '{"text":"a","part":1,"part":2}',
    '{"text":"b","text":"a","part":1}',
    '{"text":"a\\","part":1}',
    '{"part":1,"text":"a"}',
    '{"text":","part":1}',
    '","part":1}',
  ])('declines the part of %s', (json) => {
    expect(eventOn(json)).toBeUndefined();
  });

  it('reads of any part what JSON.parse reads, or declines', () => {
    const piece = fc.constantFrom('","part":', '"', 'a', '1', '0', ',', '}', ':', '\\');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const json = `{"text":"${pieces.join('')}}`;
        const event: unknown = eventOn(json) && { type: 'reasoning', ...JSON.parse(json) };
        expect(eventOn(json)).toEqual(event);
      }),
      { numRuns: 5000 },
    );
  });
});
