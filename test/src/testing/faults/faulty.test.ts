import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, from, NEVER, of, throwError, timer } from 'rxjs';
import { accumulateContent, retryOnNetwork } from '../../../../operators/index.js';
import {
  type ChatTransport,
  sendStreamingChat,
  type TransportFrame,
  type TransportRequest,
} from '../../../../src/index.js';
import {
  chatMarbles,
  type Fault,
  fakeTransport,
  faulty,
  refusal,
} from '../../../../src/testing/index.js';
import { collect } from '../../../helpers/collect.js';
import { request } from '../../../helpers/samples.js';

const sent: TransportRequest = { url: 'https://chat.test', method: 'POST', headers: {} };
const open: TransportFrame = { kind: 'open', status: 200 };
const data = (chunk: Uint8Array | string): TransportFrame => ({ kind: 'data', chunk });
const message = (text: string): TransportFrame => ({
  kind: 'message',
  message: { event: 'a', data: text },
});

const playing =
  (...frames: readonly TransportFrame[]): ChatTransport =>
  () =>
    from(frames);

const bytesIn = (frames: readonly TransportFrame[]): Uint8Array =>
  Buffer.concat(frames.flatMap((frame) => (frame.kind === 'data' ? Buffer.from(frame.chunk) : [])));

const textIn = (frames: readonly TransportFrame[]): string =>
  Buffer.from(bytesIn(frames)).toString();

const sizes = (frames: readonly TransportFrame[]): readonly number[] =>
  frames.flatMap((frame) => (frame.kind === 'data' ? frame.chunk.length : []));

const reset = { name: 'TypeError', cause: { code: 'ECONNRESET' } };

describe('faulty', () => {
  it('without a fault passes everything on as it is', async () => {
    const frames = [open, data('Hi'), data(Uint8Array.of(1)), message('m')];
    expect(await collect(faulty(playing(...frames), {})(sent))).toEqual({ values: frames });
    const failure = new Error('mine');
    const failing = faulty(
      () =>
        concat(
          of(open),
          throwError(() => failure),
        ),
      { cutAfter: 5 },
    );
    expect(await collect(failing(sent))).toEqual({ values: [open], error: failure });
  });

  it('ends the body after some bytes, as if it were complete', async () => {
    const { values, error } = await collect(
      faulty(playing(open, data('Hel'), data('lo'), data('!')), { cutAfter: 4 })(sent),
    );
    expect([textIn(values), error]).toEqual(['Hell', undefined]);
  });

  it('loses the connection after some bytes', async () => {
    const { values, error } = await collect(
      faulty(playing(open, data('Hel'), data('lo')), { resetAfter: 3 })(sent),
    );
    expect(textIn(values)).toBe('Hel');
    expect(error).toMatchObject(reset);
  });

  it('is silent after some bytes, and stays connected', () => {
    chatMarbles(
      (a, b) => expect(a).toEqual(b),
      ({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold('o-a-b-|', { o: open, a: data('a'), b: data('b') });
        const stalled = faulty(() => source, { stallAfter: 1 })(sent);
        expectObservable(stalled, '         ^--------!').toBe('o-a------', {
          o: open,
          a: data(Uint8Array.of(97)),
        });
        expectSubscriptions(source.subscriptions).toBe('    ^-----!');
        const lost = faulty(() => cold('oa-#', { o: open, a: data('a') }), { stallAfter: 1 })(sent);
        expectObservable(lost, '            ^--------!').toBe('oa-------', {
          o: open,
          a: data(Uint8Array.of(97)),
        });
      },
    );
  });

  it.each<[keyof Fault, object]>([
    ['cutAfter', {}],
    ['resetAfter', { error: expect.objectContaining({ name: 'TypeError' }) }],
  ])('opens the response before %s 0', async (name, end) => {
    expect(await collect(faulty(playing(open, data('Hi')), { [name]: 0 })(sent))).toEqual({
      values: [open],
      ...end,
    });
  });

  it.each<keyof Fault>(['cutAfter', 'resetAfter', 'stallAfter'])(
    'leaves a body alone that is shorter than %s',
    async (name) => {
      const { values, error } = await collect(
        faulty(playing(open, data('Hi')), { [name]: 3 })(sent),
      );
      expect([textIn(values), error]).toEqual(['Hi', undefined]);
    },
  );

  it.each<keyof Fault>(['cutAfter', 'resetAfter'])('unsubscribes from the source at %s', (name) => {
    const transport = fakeTransport(concat(of('Hel', 'lo'), NEVER));
    faulty(transport, { [name]: 3 })(sent).subscribe({ error: () => {} });
    expect(transport.calls[0]?.end).toBe('unsubscribe');
  });

  it('unsubscribes from a source that is silent when it is left', () => {
    const transport = fakeTransport(concat(of('Hel'), NEVER));
    const subscription = faulty(transport, { stallAfter: 3 })(sent).subscribe();
    expect(transport.calls[0]?.end).toBeUndefined();
    subscription.unsubscribe();
    expect(transport.calls[0]?.end).toBe('unsubscribe');
  });

  it('counts bytes, and cuts a character', async () => {
    const { values } = await collect(faulty(playing(open, data('aé')), { cutAfter: 2 })(sent));
    expect([...bytesIn(values)]).toEqual([97, 0xc3]);
  });

  it('inverts one byte, and leaves the memory of the source alone', async () => {
    const chunk = Uint8Array.of(1, 2);
    const frames = [open, data(Uint8Array.of(0)), data(chunk)];
    const { values } = await collect(faulty(playing(...frames), { corruptAt: 2 })(sent));
    expect([...bytesIn(values)]).toEqual([0, 1, 2 ^ 0xff]);
    expect([...chunk]).toEqual([1, 2]);
  });

  it.each<[Fault['pieces'], readonly number[]]>([
    [2, [2, 2, 1, 1]],
    [
      [1, 3],
      [1, 3, 1, 1],
    ],
    [100, [5, 1]],
  ])('cuts the body into pieces of %j bytes, and holds none back', async (pieces = 0, expected) => {
    const frames = [open, data('Hello'), data('!')];
    const { values } = await collect(faulty(playing(...frames), { pieces })(sent));
    expect([textIn(values), sizes(values)]).toEqual(['Hello!', expected]);
  });

  it('passes messages whole, or not at all', async () => {
    const frames = [message('abc'), message('def'), message('g')];
    const cut = faulty(playing(...frames), { cutAfter: 5, pieces: 1, corruptAt: 0 });
    expect(await collect(cut(sent))).toEqual({ values: [message('abc')] });
  });

  it('refuses instead of the source, which is not asked', async () => {
    const transport = fakeTransport();
    const body = { error: 'Busy' };
    const busy = faulty(transport, { refuse: { status: 503, body, headers: { a: 'b' } } });
    expect(await collect(busy(sent))).toEqual(await collect(refusal(503, body, { a: 'b' })));
    expect(await collect(faulty(transport, { refuse: 401 })(sent))).toEqual(
      await collect(refusal(401)),
    );
    expect(transport.requests).toEqual([]);
  });

  it('delays the head, and each chunk after the one before', () => {
    chatMarbles(
      (a, b) => expect(a).toEqual(b),
      ({ cold, expectObservable }) => {
        const values = { o: open, a: data('a'), b: data('b'), c: data('c') };
        const source = '    o(ab)----------c|';
        const opened = '    ----(oab)------c|';
        const paced = '     o---a--b----------(c|)';
        const both = '      ----o--a--b-------(c|)';
        const failed = '    ---(o#)';
        const transport: ChatTransport = () => cold(source, values);
        const expectFault = (fault: Fault, marbles: string): void =>
          expectObservable(faulty(transport, fault)(sent)).toBe(marbles, values);
        expectFault({ delayOpen: 4 }, opened);
        expectFault({ delayEach: 3 }, paced);
        expectFault({ delayOpen: 4, delayEach: 3 }, both);
        const failing: ChatTransport = () => cold('o#', values);
        expectObservable(faulty(failing, { delayOpen: 3 })(sent)).toBe(failed, values);
      },
    );
  });

  it('has a fault for each attempt of a list, and none for further ones', async () => {
    const transport = faulty(playing(open, data('Hi')), [
      { refuse: 500 },
      undefined,
      { cutAfter: 1 },
    ]);
    const texts: unknown[] = [];
    for (let attempt = 1; attempt <= 4; attempt++) {
      const { values } = await collect(transport(sent));
      texts.push([values[0]?.kind === 'open' && values[0].status, textIn(values)]);
    }
    expect(texts).toEqual([
      [500, ''],
      [200, 'Hi'],
      [200, 'H'],
      [200, 'Hi'],
    ]);
  });

  it('works in real time without a scheduler', async () => {
    const { values } = await collect(faulty(playing(open, data('a')), { delayEach: 1 })(sent));
    expect(textIn(values)).toBe('a');
  });

  it('never loses, adds or moves a byte, whatever the pieces', () => {
    const anyChunk = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.string({ unit: 'grapheme' }));
    const anyPieces = fc.oneof(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(anyChunk), anyPieces, fc.nat(60), (chunks, pieces, cutAfter) => {
        const frames = chunks.map(data);
        const seen: TransportFrame[] = [];
        faulty(playing(open, ...frames), { pieces, cutAfter })(sent).subscribe((frame) =>
          seen.push(frame),
        );
        expect([...bytesIn(seen)]).toEqual([...bytesIn(frames).subarray(0, cutAfter)]);
        const largest = typeof pieces === 'number' ? pieces : Math.max(...pieces);
        expect(Math.max(0, ...sizes(seen))).toBeLessThanOrEqual(largest);
      }),
    );
  });

  it('is mended by retryOnNetwork', () => {
    chatMarbles(
      (a, b) => expect(a).toEqual(b),
      ({ text, expectEvents }) => {
        const server = fakeTransport(text('Hel-lo|'));
        const transport = faulty(server, [{ resetAfter: 40 }, { refuse: 503 }]);
        const answer = sendStreamingChat(request, { baseUrl: 'https://chat.test', transport });
        const text$ = answer.pipe(
          retryOnNetwork({ delay: 10, jitter: false, midStream: 'restart' }),
          accumulateContent(),
        );
        expectEvents(text$).toBe('A 13ms R 19ms A---B-|', { A: 'Hel', B: 'Hello', R: '' });
      },
    );
  });
});

describe('faulty refuses', () => {
  it.each<[unknown, string]>([
    [undefined, 'fault must be an object'],
    [{ cutAt: 5 }, 'there is no fault cutAt; use cutAfter, resetAfter'],
    [{ cutAfter: -1 }, 'cutAfter must be a whole number from 0, got -1'],
    [{ cutAfter: 1.5 }, 'cutAfter must be a whole number from 0, got 1.5'],
    [{ cutAfter: 1, stallAfter: 2 }, 'cutAfter and stallAfter exclude each other'],
    [{ delayEach: Infinity }, 'delayEach must be a number from 0 to 2147483647'],
    [{ refuse: 99 }, 'refuse must be a status from 200 to 599'],
    [{ refuse: {} }, 'refuse must be a status from 200 to 599'],
    [{ pieces: 0 }, 'pieces must be a whole number from 1'],
    [{ pieces: [] }, 'pieces must be a whole number from 1, or a list'],
    [{ pieces: [1, 0] }, 'pieces must be a whole number from 1, or a list'],
    [{ scheduler: {} }, 'scheduler must be a scheduler'],
    [[{}, { cutAfter: 'x' }], 'cutAfter must be a whole number from 0, got "x"'],
    [[null], 'fault must be an object'],
  ])('%j', (fault, text) => {
    const make = (): unknown => faulty(playing(), fault as Fault);
    expect(make).toThrow(`faulty: ${text}`);
    expect(make).toThrow(/^faulty/);
  });

  it('what is no transport', () => {
    const make = (): unknown => faulty(timer(1) as unknown as ChatTransport, {});
    expect(make).toThrow(TypeError);
    expect(make).toThrow('faulty: transport must be a function');
  });
});
