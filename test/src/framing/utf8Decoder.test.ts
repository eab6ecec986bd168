import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { utf8Decoder } from '../../../src/framing/utf8Decoder.js';

const decodeAll = (chunks: readonly (Uint8Array | string)[]): string =>
  chunks.map(utf8Decoder()).join('');

const streamed = (chunks: readonly Uint8Array[]): readonly string[] => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true }));
};

describe('utf8Decoder', () => {
  it('returns what one streaming TextDecoder returns, also for bytes that are not UTF-8', () => {
    const byte = fc.oneof(
      fc.nat(0x7f),
      fc.nat(0xff),
      fc.constantFrom(0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f),
    );
    const chunks = fc.array(
      fc.array(byte, { maxLength: 6 }).map((bytes) => Uint8Array.from(bytes)),
    );
    fc.assert(
      fc.property(chunks, (cut) => {
        expect(cut.map(utf8Decoder())).toEqual(streamed(cut));
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps an unfinished character across an empty chunk', () => {
    const [first, second] = [Uint8Array.of(0x61, 0xc3), Uint8Array.of(0xa9, 0x62)];
    expect(decodeAll([first, new Uint8Array(), second, 'text'])).toBe('aébtext');
  });

  it('keeps a byte order mark', () => {
    expect(decodeAll([Uint8Array.of(0xef), Uint8Array.of(0xbb, 0xbf, 0x61)])).toBe('\uFEFFa');
  });
});

describe('utf8Decoder without TextDecoder', () => {
  const original = globalThis.TextDecoder;
  const unknown = new TypeError('no TextDecoder');

  beforeEach(() => {
    // @ts-expect-error -- as in jsdom
    globalThis.TextDecoder = undefined;
  });

  afterEach(() => {
    globalThis.TextDecoder = original;
  });

  it('passes text on, and reads ASCII', () => {
    const decode = utf8Decoder();
    expect([decode('漢'), decode(Uint8Array.of(0x61, 0x7f)), decode(new Uint8Array())]).toEqual([
      '漢',
      'a\x7f',
      '',
    ]);
  });

  it('asks what stands for any other byte', () => {
    expect(utf8Decoder()(Uint8Array.of(0x61, 0xc3, 0xa9))).toBe('a\uFFFD\uFFFD');
    const decode = utf8Decoder(() => {
      throw unknown;
    });
    expect(() => decode(Uint8Array.of(0x80))).toThrow(unknown);
  });
});
