import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { take } from 'rxjs';
import { type TransportFrame, type TransportRequest } from '../../../../src/index.js';
import {
  type Cassette,
  chatMarbles,
  type ChatMarbleHelpers,
  formatCassette,
  parseCassette,
  record,
  replay,
  type ReplayOptions,
} from '../../../../src/testing/index.js';
import { collect } from '../../../helpers/collect.js';

const sent: TransportRequest = { url: 'https://chat.test', method: 'POST', headers: {} };

const marbles = (run: (helpers: ChatMarbleHelpers) => void): void =>
  chatMarbles((a, b) => expect(a).toEqual(b), run);

const cassette = (end?: 'complete' | 'error' | 'unsubscribe'): Cassette => ({
  version: 1,
  status: 200,
  headers: { a: 'b' },
  chunks: [
    { t: 0, data: 'a' },
    { t: 4, base64: 'Yg==' },
    { t: 4, message: { event: 'x', data: 'c' } },
    { t: 8, data: '' },
  ],
  ...(end ? { end: { t: 10, end } } : {}),
});

const values: Record<string, TransportFrame> = {
  o: { kind: 'open', status: 200, headers: { a: 'b' } },
  a: { kind: 'data', chunk: 'a' },
  b: { kind: 'data', chunk: Uint8Array.of(98) },
  c: { kind: 'message', message: { event: 'x', data: 'c' } },
  e: { kind: 'data', chunk: '' },
};

/** What is played, and when: the kind and the content of each frame, or the end. */
const played = (given: Cassette | string, options?: ReplayOptions): readonly unknown[] => {
  const seen: unknown[] = [];
  marbles(({ timeline, flush }) => {
    const entries = timeline(replay(given, options)(sent));
    flush();
    seen.push(...entries);
  });
  return seen;
};

const at = (time: number, name: string): object => ({ at: time, value: values[name] });

describe('replay', () => {
  it('plays each chunk at its time, and the end', () => {
    marbles(({ expectObservable }) => {
      expectObservable(replay(cassette('complete'))(sent)).toBe('(oa)(bc)e-|', values);
      expectObservable(replay(formatCassette(cassette('complete')))(sent), '-----^').toBe(
        '-----(oa)(bc)e-|',
        values,
      );
    });
  });

  it.each<[number, readonly number[]]>([
    [2, [0, 0, 2, 2, 4, 5]],
    [0.5, [0, 0, 8, 8, 16, 20]],
    [3, [0, 0, 4 / 3, 4 / 3, 8 / 3, 10 / 3]],
  ])('at speed %d plays in its part of the time', (speed, times) => {
    const [o, a, b, c, e, end] = times;
    expect(played(cassette('complete'), { speed })).toEqual([
      at(o ?? -1, 'o'),
      at(a ?? -1, 'a'),
      at(b ?? -1, 'b'),
      at(c ?? -1, 'c'),
      at(e ?? -1, 'e'),
      { at: end, end: 'complete' },
    ]);
  });

  it('at speed Infinity plays everything at once', async () => {
    const seen: unknown[] = [];
    replay(cassette('complete'), { speed: Infinity })(sent).subscribe({
      next: (frame) => seen.push(frame),
      complete: () => seen.push('end'),
    });
    expect(seen).toEqual([...'oabce'].map((name) => values[name]).concat(['end'] as never));
  });

  it('cuts chunks into pieces', () => {
    const tape: Cassette = { ...cassette('complete'), chunks: [{ t: 1, data: 'aé' }] };
    expect(played(tape, { pieces: 2 })).toEqual([
      at(0, 'o'),
      { at: 1, value: { kind: 'data', chunk: Uint8Array.of(97, 0xc3) } },
      { at: 1, value: { kind: 'data', chunk: Uint8Array.of(0xa9) } },
      { at: 10, end: 'complete' },
    ]);
  });

  it('ends in an error like that of a lost connection', () => {
    expect(played(cassette('error')).at(-1)).toMatchObject({
      at: 10,
      end: 'error',
      error: { name: 'TypeError', cause: { code: 'ECONNRESET' } },
    });
  });

  it.each(['unsubscribe', undefined] as const)('stays silent where the end is %s', (end) => {
    expect(played(cassette(end))).toEqual([
      at(0, 'o'),
      at(0, 'a'),
      at(4, 'b'),
      at(4, 'c'),
      at(8, 'e'),
    ]);
  });

  it('opens nothing where no response had opened', () => {
    const tape: Cassette = {
      version: 1,
      status: 0,
      headers: {},
      chunks: [],
      end: { t: 3, end: 'error' },
    };
    expect(played(tape)).toMatchObject([{ at: 3, end: 'error' }]);
  });

  it('begins anew for each subscriber, and leaves no timer when it is left', () => {
    marbles(({ expectObservable, timeline, flush }) => {
      const transport = replay(cassette('complete'));
      expectObservable(transport(sent), '^-!').toBe('(oa)', values);
      const other = timeline(transport(sent));
      flush();
      expect(other).toHaveLength(6);
    });
  });

  it('stops when it is left inside of next, also where all is at once', () => {
    const recorded: Cassette[] = [];
    const tape = replay(cassette('complete'), { speed: Infinity });
    record(tape, (each) => recorded.push(each))(sent)
      .pipe(take(3))
      .subscribe();
    expect(recorded).toMatchObject([{ chunks: [{}, {}], end: { end: 'unsubscribe' } }]);
  });

  it('plays in real time without a scheduler', async () => {
    const { values: frames } = await collect(replay(cassette('complete'))(sent));
    expect(frames).toEqual([...'oabce'].map((name) => values[name]));
  });

  it('plays what was recorded, frame for frame and to the millisecond', () => {
    const anyChunk = fc.oneof(
      fc.uint8Array().map((bytes) => ({ base64: Buffer.from(bytes).toString('base64') })),
      fc.string({ unit: 'binary' }).map((data) => ({ data })),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1000), anyChunk)), fc.nat(50), (chunks, wait) => {
        let t = 0;
        const tape: Cassette = {
          version: 1,
          status: 200,
          headers: {},
          chunks: chunks.map(([pause, chunk]) => ({ t: (t += pause), ...chunk })),
          end: { t: t + wait, end: 'complete' },
        };
        const recorded: Cassette[] = [];
        marbles(({ timeline }) => {
          timeline(record(replay(tape), (each) => recorded.push(each))(sent));
        });
        const [again = tape] = recorded;
        expect(played(parseCassette(formatCassette(again)))).toEqual(played(again));
        expect(again.chunks.map((chunk) => chunk.t)).toEqual(tape.chunks.map((chunk) => chunk.t));
        expect(bytesOf(again)).toEqual(bytesOf(tape));
      }),
      { numRuns: 50 },
    );
  });
});

const bytesOf = ({ chunks }: Cassette): readonly Buffer[] =>
  chunks.map((chunk) => {
    if ('data' in chunk) return Buffer.from(chunk.data);
    return 'base64' in chunk ? Buffer.from(chunk.base64, 'base64') : Buffer.alloc(0);
  });

describe('replay refuses', () => {
  it.each<[unknown, object, string]>([
    [undefined, {}, 'replay: cassette must be a cassette or its text'],
    [5, {}, 'replay: cassette must be a cassette or its text'],
    ['', {}, 'parseCassette: line 1: it must be a JSON object'],
    [{ version: 1 }, {}, 'chunks'],
    [{ ...cassette(), chunks: [{ t: -1, data: '' }] }, {}, 'parseCassette: line 2: t must be'],
    [cassette(), { speed: 0 }, 'replay: speed must be a number above 0, got 0'],
    [cassette(), { speed: NaN }, 'replay: speed must be a number above 0'],
    [cassette(), { pieces: 0 }, 'replay: pieces must be a whole number from 1'],
    [cassette(), { scheduler: 1 }, 'replay: scheduler must be a scheduler'],
  ])('%j with %j', (given, options, message) => {
    expect(() => replay(given as Cassette, options)).toThrow(message);
  });
});
