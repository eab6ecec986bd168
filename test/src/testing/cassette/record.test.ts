import { afterEach, describe, expect, it } from '@jest/globals';
import { concat, config, from, NEVER, of, throwError } from 'rxjs';
import { StreamingFormatError, type TransportFrame } from '../../../../src/index.js';
import {
  type Cassette,
  chatMarbles,
  type ChatMarbleHelpers,
  fakeTransport,
  formatCassette,
  record,
  type RecordOptions,
} from '../../../../src/testing/index.js';
import { collect } from '../../../helpers/collect.js';
import { growth } from '../../../helpers/growth.js';

const prompt = 'Tell me about "Ötzi", please';
const token = 'sk-SECRET-1234567890';
const sent = {
  url: 'https://chat.test/stream?api_key=hush-key-12345&alt=sse',
  method: 'POST',
  headers: { Authorization: `Bearer ${token}`, Cookie: 'sid=cookie-98765', Accept: 'text/plain' },
  body: JSON.stringify({ model_id: 'a-model-with-a-name', message: prompt }),
} as const;

const marbles = (run: (helpers: ChatMarbleHelpers) => void): void =>
  chatMarbles((a, b) => expect(a).toEqual(b), run);

/** What is recorded of some chunks that are there at once. */
const recorded = async (
  chunks: readonly (Uint8Array | string)[],
  options?: RecordOptions,
): Promise<Cassette> => {
  const cassettes: Cassette[] = [];
  const transport = record(fakeTransport(from(chunks)), (each) => cassettes.push(each), options);
  await collect(transport(sent));
  expect(cassettes).toHaveLength(1);
  return cassettes[0] ?? { version: 1, status: 0, headers: {}, chunks: [] };
};

const dataOf = ({ chunks }: Cassette): readonly string[] =>
  chunks.map((chunk) => ('data' in chunk ? chunk.data : 'base64' in chunk ? chunk.base64 : ''));

describe('record', () => {
  it('passes on the frames, the completion and their times, and keeps these', () => {
    const cassettes: Cassette[] = [];
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const values: Record<string, TransportFrame> = {
        o: { kind: 'open', status: 200, headers: { 'Content-Type': 'text/plain' } },
        a: { kind: 'data', chunk: 'a' },
        b: { kind: 'data', chunk: Uint8Array.of(0xc3) },
        m: { kind: 'message', message: { event: 'x', data: 'y', id: '7' } },
      };
      const source = cold('-o-a--b-m--|', values);
      const transport = record(
        () => source,
        (each) => cassettes.push(each),
        { protocol: 'mine' },
      );
      expectObservable(transport(sent)).toBe('-o-a--b-m--|', values);
      expectSubscriptions(source.subscriptions).toBe('^----------!');
    });
    expect(cassettes).toEqual([
      {
        version: 1,
        protocol: 'mine',
        status: 200,
        headers: { 'content-type': 'text/plain' },
        chunks: [
          { t: 3, data: 'a' },
          { t: 6, base64: 'ww==' },
          { t: 8, message: { event: 'x', data: 'y', id: '7' } },
        ],
        end: { t: 11, end: 'complete' },
      },
    ]);
  });

  it('counts the time from each subscription', () => {
    const times: unknown[] = [];
    marbles(({ text, expectObservable }) => {
      const transport = record(fakeTransport(text('-a|')), ({ chunks, end }) =>
        times.push([...chunks.map(({ t }) => t), end?.t]),
      );
      expectObservable(transport(sent), '---^');
    });
    expect(times).toEqual([[1, 2, 2]]);
  });

  it('tells an error, which it passes on, and an unsubscribe', () => {
    const ends: unknown[] = [];
    const failure = new StreamingFormatError('Mine', { code: 'BAD_EVENT', phase: 'streaming' });
    const sink = ({ end }: Cassette): unknown => ends.push(end?.end);
    const errors: unknown[] = [];
    record(
      fakeTransport(throwError(() => failure)),
      sink,
    )(sent).subscribe({
      error: (error: unknown) => errors.push(error),
    });
    record(fakeTransport(NEVER), sink)(sent).subscribe().unsubscribe();
    expect(errors).toEqual([failure]);
    expect(ends).toEqual(['error', 'unsubscribe']);
  });

  it('has the status 0 where the response has not opened', () => {
    const cassettes: Cassette[] = [];
    record(fakeTransport(NEVER), (each) => cassettes.push(each))(sent)
      .subscribe()
      .unsubscribe();
    expect(cassettes).toMatchObject([{ status: 0, headers: {}, chunks: [] }]);
  });

  it('starts anew when the response does', async () => {
    const { status, chunks } = await recorded([]);
    expect([status, chunks]).toEqual([200, []]);
    const cassettes: Cassette[] = [];
    const frames: readonly TransportFrame[] = [
      { kind: 'open', status: 401 },
      { kind: 'data', chunk: 'No' },
      { kind: 'open', status: 200 },
      { kind: 'data', chunk: 'Yes' },
    ];
    await collect(record(fakeTransport(from(frames)), (each) => cassettes.push(each))(sent));
    expect(cassettes).toMatchObject([{ status: 200, chunks: [{ data: 'Yes' }] }]);
  });

  it('keeps a copy of memory that the transport uses again', async () => {
    const memory = Uint8Array.of(97);
    const cassettes: Cassette[] = [];
    const transport = record(fakeTransport(of(memory)), (each) => cassettes.push(each));
    transport(sent).subscribe(({ kind }) => kind === 'data' && memory.fill(98));
    expect(cassettes).toMatchObject([{ chunks: [{ data: 'a' }] }]);
  });

  it('makes a cassette for each subscription', async () => {
    const cassettes: Cassette[] = [];
    const transport = record(fakeTransport(), (each) => cassettes.push(each));
    await collect(transport(sent));
    await collect(transport(sent));
    expect(cassettes).toHaveLength(2);
  });

  describe('whose sink throws', () => {
    afterEach(() => {
      config.onUnhandledError = null;
    });

    it('reports that, and leaves the answer alone', async () => {
      const failure = new Error('full');
      const reported = new Promise((resolve) => (config.onUnhandledError = resolve));
      const transport = record(fakeTransport(of('a')), () => {
        throw failure;
      });
      expect((await collect(transport(sent))).error).toBeUndefined();
      expect(await reported).toBe(failure);
    });
  });

  it.each<[unknown[], string]>([
    [[undefined], 'transport must be a function'],
    [[fakeTransport()], 'sink must be a function'],
    [[fakeTransport(), () => {}, { redact: 'x' }], 'redact must be a function'],
    [[fakeTransport(), () => {}, { keepRequest: 1 }], 'keepRequest must be a boolean'],
    [[fakeTransport(), () => {}, { protocol: 1 }], 'protocol must be a string'],
    [[fakeTransport(), () => {}, { scheduler: 1 }], 'scheduler must be a scheduler'],
  ])('checks its parameters %#', (given, message) => {
    // What a program without types would pass.
    const call = record as (...parameters: unknown[]) => unknown;
    expect(() => call(...given)).toThrow(TypeError);
    expect(() => call(...given)).toThrow(`record: ${message}`);
  });
});

describe('a recording has', () => {
  it('nothing of the request, nor of the headers that grant access', async () => {
    const cassettes: Cassette[] = [];
    const head: TransportFrame = {
      kind: 'open',
      status: 200,
      headers: new Headers({ 'set-cookie': 'sid=new-98765', 'x-request-id': 'r1' }),
    };
    await collect(record(fakeTransport(of(head)), (each) => cassettes.push(each))(sent));
    expect(cassettes).toMatchObject([{ headers: { 'x-request-id': 'r1' } }]);
    const file = cassettes.map(formatCassette).join('');
    expect(file).not.toMatch(/SECRET|cookie|98765|hush|Ötzi|Bearer/);
    expect(cassettes[0]).not.toHaveProperty('request');
  });

  it.each<[string, string]>([
    ['a token', token],
    ['the word before it too', `Bearer ${token}`],
    ['a cookie', 'cookie-98765'],
    ['a parameter of the URL', 'hush-key-12345'],
    ['the prompt', prompt],
    ['the prompt as JSON', JSON.stringify(prompt).slice(1, -1)],
    ['the prompt in ASCII', 'Tell me about \\"\\u00d6tzi\\", please'],
    ['the prompt in a URL', encodeURIComponent(prompt)],
  ])('no echo of %s', async (_, secret) => {
    expect(dataOf(await recorded([`<${secret}>`]))).toEqual(['<[redacted]>']);
  });

  it('no echo over several chunks, which stay as many', async () => {
    const body = new TextEncoder().encode(`1${prompt}2${token}3`);
    const single = Array.from(body, (byte) => Uint8Array.of(byte));
    const cassette = await recorded(single);
    expect(cassette.chunks).toHaveLength(body.length);
    expect(dataOf(cassette).join('')).toBe('1[redacted]2[redacted]3');
  });

  it('ordinary words, and what is no prompt', async () => {
    const text = 'Tell me, please: a-model-with-a-name, text/plain';
    expect(dataOf(await recorded([text]))).toEqual([text]);
  });

  it('the request and the prompt with keepRequest, but no token and no cookie', async () => {
    const cassette = await recorded([`${prompt} ${token} cookie-98765`], { keepRequest: true });
    expect(dataOf(cassette)).toEqual([`${prompt} [redacted] [redacted]`]);
    expect(cassette.request).toEqual({
      url: 'https://chat.test/stream?api_key=[redacted]&alt=sse',
      method: 'POST',
      headers: { accept: 'text/plain' },
      body: sent.body,
    });
    expect(formatCassette(cassette)).not.toMatch(/SECRET|98765|hush/);
  });

  it('what redact makes of the text of each chunk', async () => {
    const redact = (text: string): string => text.replaceAll('a', '_');
    expect(dataOf(await recorded(['abc', 'cab', Uint8Array.of(0xff)], { redact }))).toEqual([
      '_bc',
      'c_b',
      '/w==',
    ]);
  });

  it('a byte order mark where one came', async () => {
    expect(dataOf(await recorded([Uint8Array.of(0xef, 0xbb, 0xbf, 97)]))).toEqual(['\uFEFFa']);
  });

  it('takes time in proportion to the body', () => {
    const play = (size: number): void => {
      const chunks = Array.from({ length: size }, () => 'Tell me about "Ötz" '.repeat(20));
      record(fakeTransport(concat(from(chunks))), () => {})(sent).subscribe();
    };
    expect(growth(play, 100)).toBeLessThan(8);
  });
});
