import { describe, expect, it } from '@jest/globals';
import { concat, NEVER, of, throwError } from 'rxjs';
import { retryOnNetwork } from '../../../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  isStreamingError,
  retryingEvent,
  sendStreamingChat,
  StreamingFormatError,
  type TransportFrame,
  type TransportRequest,
} from '../../../../src/index.js';
import {
  chatMarbles,
  type Emission,
  fakeTransport,
  type FakeTransport,
  type Play,
  refusal,
} from '../../../../src/testing/index.js';
import { collect } from '../../../helpers/collect.js';
import { request } from '../../../helpers/samples.js';

const sent: TransportRequest = {
  url: 'https://chat.test/api',
  method: 'POST',
  headers: {},
  body: '{"message":"Hi"}',
};
const open: TransportFrame = {
  kind: 'open',
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
};
const hi = 'event: content\ndata: {"text":"Hi"}\n\n';

const answer = (transport: FakeTransport) =>
  sendStreamingChat(request, { baseUrl: 'https://chat.test', transport });

const equal = (actual: unknown, expected: unknown): void => expect(actual).toEqual(expected);

describe('fakeTransport plays', () => {
  it.each<[string, Play, readonly TransportFrame[]]>([
    ['an event in the default format', of(contentEvent('Hi')), [open, { kind: 'data', chunk: hi }]],
    ['text as it is', of(': hm\n\n'), [open, { kind: 'data', chunk: ': hm\n\n' }]],
    ['one text as one chunk', ': hm\n\n', [open, { kind: 'data', chunk: ': hm\n\n' }]],
    [
      'bytes as they are',
      of(Uint8Array.of(58, 10)),
      [open, { kind: 'data', chunk: Uint8Array.of(58, 10) }],
    ],
    [
      'an event of an app',
      of({ type: 'own', data: 1 }),
      [open, { kind: 'data', chunk: 'event: own\ndata: 1\n\n' }],
    ],
    [
      'an error event, which has a kind like a frame',
      of(errorEvent('No', { kind: 'api' })),
      [open, { kind: 'data', chunk: 'event: error\ndata: {"message":"No"}\n\n' }],
    ],
    [
      'a head of its own',
      of<Emission[]>({ kind: 'open', status: 204 }),
      [{ kind: 'open', status: 204 }],
    ],
    [
      'a message without a head',
      of<Emission[]>({ kind: 'message', message: { event: 'a', data: 'b' } }),
      [{ kind: 'message', message: { event: 'a', data: 'b' } }],
    ],
    ['an empty body', of(), [open]],
  ])('%s', async (_, play, frames) => {
    expect(await collect(fakeTransport(play)(sent))).toEqual({ values: frames });
  });

  it('a promise, and anything that can be iterated', async () => {
    async function* slowly(): AsyncGenerator<Emission> {
      yield contentEvent('Hi');
    }
    const frames = [open, { kind: 'data', chunk: hi }];
    expect(await collect(fakeTransport(Promise.resolve(contentEvent('Hi')))(sent))).toEqual({
      values: frames,
    });
    expect(await collect(fakeTransport(slowly())(sent))).toEqual({ values: frames });
    expect(await collect(fakeTransport(new Set([contentEvent('Hi')]))(sent))).toEqual({
      values: frames,
    });
  });

  it('an empty answer without a script', async () => {
    expect(await collect(answer(fakeTransport()))).toEqual({ values: [doneEvent()] });
  });

  it('an error as a lost connection', async () => {
    const { values, error } = await collect(
      answer(
        fakeTransport(
          concat(
            of(contentEvent('Hi')),
            throwError(() => new Error('gone')),
          ),
        ),
      ),
    );
    expect(values).toEqual([contentEvent('Hi')]);
    expect(error).toMatchObject({ kind: 'network', code: 'CONNECTION_LOST' });
  });

  it('the times of its source, and opens with the first emission', () => {
    chatMarbles(equal, ({ events, expectEvents, timeline }) => {
      const transport = fakeTransport(events('-c-r--(ud)'));
      const frames = timeline(transport(sent));
      expectEvents(answer(transport)).toBe('-c-r--(ud|)');
      expectEvents(of(frames), '30ms ^!').toBe('30ms (a|)', { a: frames });
    });
  });

  it('nothing, not even a head, while its source is silent', () => {
    chatMarbles(equal, ({ expectEvents }) => {
      expectEvents(fakeTransport(NEVER)(sent), '60s ^').toBe('-');
    });
  });
});

describe('a script of fakeTransport', () => {
  it('has a play for each request, where it is an array', async () => {
    const transport = fakeTransport([refusal(503), [contentEvent('Hi'), doneEvent()]]);
    expect(await collect(answer(transport).pipe(retryOnNetwork({ delay: 0.1 })))).toEqual({
      values: [contentEvent('Hi'), doneEvent()],
    });
    expect(transport.requests).toHaveLength(2);
  });

  it('says so when there are more requests than plays', async () => {
    const transport = fakeTransport([[doneEvent()]]);
    await collect(answer(transport));
    const { error } = await collect(answer(transport).pipe(retryOnNetwork()));
    expect(error).toBeInstanceOf(StreamingFormatError);
    expect(error).toMatchObject({
      message:
        'fakeTransport: this is request 2, and there is 1 play; an array is a list of plays, one ' +
        'for each request',
    });
  });

  it('has the same play for each request, where it is one', async () => {
    const transport = fakeTransport(of(doneEvent()));
    await collect(answer(transport));
    expect(await collect(answer(transport))).toEqual({ values: [doneEvent()] });
  });

  it('may be a function of the request and its number, from 1', async () => {
    const transport = fakeTransport(({ body = '' }, attempt) => [
      contentEvent(`${attempt}: ${JSON.parse(body).message}`),
      doneEvent(),
    ]);
    await collect(answer(transport));
    const { values } = await collect(answer(transport));
    expect(values[0]).toEqual(contentEvent(`2: ${request.message}`));
  });

  it('may be a transport', async () => {
    const inner = fakeTransport(of(doneEvent()));
    expect(await collect(answer(fakeTransport(inner)))).toEqual({ values: [doneEvent()] });
    expect(inner.requests).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ['an event', contentEvent('Hi'), 'a script must be a play, a list of plays or a function'],
    ['null', null, 'a script must be a play'],
    ['events in an array', [contentEvent('Hi'), doneEvent()], 'element 0 is no play'],
    ['an array with a hole', [[doneEvent()], undefined], 'element 1 is no play'],
  ])('must not be %s', (_, script, message) => {
    // What a program without types would pass.
    const make = (): unknown => fakeTransport(script as Play);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(`fakeTransport: ${message}`);
  });

  it.each<[string, unknown, string]>([
    ['that is none', () => undefined, 'a play must be an Observable, a promise or a list'],
    ['of a number', of(5), 'a play emits events, frames, bytes or text'],
    ['of an unknown frame', of({ kind: 'close' }), 'a play emits events, frames, bytes or text'],
    [
      'of an event that no server sends',
      of(retryingEvent({ attempt: 2, delayMs: 1, error: { message: '', kind: 'api' } })),
      'a server cannot send this retrying event',
    ],
    ['of an invalid event', of({ type: 'reset', attempt: 1 }), 'attempt must be a whole number'],
  ])('must not have a play %s', async (_, script, message) => {
    const { error } = await collect(answer(fakeTransport(script as Play)));
    expect(isStreamingError(error) && error.code).toBe('INVALID_REQUEST');
    expect(String(error)).toContain(message);
    expect(String(error)).toContain('fakeTransport: ');
  });

  it('passes on what its function throws', async () => {
    const failure = new StreamingFormatError('Mine', { code: 'BAD_EVENT', phase: 'streaming' });
    const { error } = await collect(
      answer(
        fakeTransport(() => {
          throw failure;
        }),
      ),
    );
    expect(error).toMatchObject({ message: 'Mine', code: 'BAD_EVENT' });
  });

  it('refuses a format that it does not have', () => {
    const options = { protocol: 'openAiChat' as 'streamingChat' };
    expect(() => fakeTransport(of(doneEvent()), options)).toThrow(
      new TypeError('fakeTransport: protocol must be "streamingChat", got "openAiChat"'),
    );
  });
});

describe('fakeTransport keeps', () => {
  it('the requests from when they are subscribed to, with the JSON of their body', () => {
    const transport = fakeTransport();
    const call$ = transport(sent);
    expect(transport.requests).toEqual([]);
    call$.subscribe();
    transport({ ...sent, method: 'GET', body: 'no JSON' }).subscribe();
    expect(transport.requests).toEqual([
      { ...sent, json: { message: 'Hi' } },
      { ...sent, method: 'GET', body: 'no JSON', json: undefined },
    ]);
  });

  it('when and how each ended, in virtual time', () => {
    chatMarbles(equal, ({ events, cold, flush }) => {
      const transport = fakeTransport([
        events('--d'),
        events('--c|'),
        cold<Emission>('--#'),
        NEVER,
        NEVER,
      ]);
      answer(transport).subscribe();
      transport(sent).subscribe();
      transport(sent).subscribe({ error: () => {} });
      const left = transport(sent).subscribe();
      transport(sent).subscribe();
      flush();
      left.unsubscribe();
      expect(
        transport.calls.map(({ subscribedAt, endedAt, end }) => [subscribedAt, endedAt, end]),
      ).toEqual([
        [0, 2, 'unsubscribe'],
        [0, 3, 'complete'],
        [0, 2, 'error'],
        [0, 3, 'unsubscribe'],
        [0, undefined, undefined],
      ]);
      expect(transport.calls[1]?.request).toBe(sent);
    });
  });
});

describe('refusal', () => {
  it.each<[string, Parameters<typeof refusal>, readonly TransportFrame[]]>([
    ['a status', [503], [{ kind: 'open', status: 503, headers: {} }]],
    [
      'JSON',
      [429, { error: 'Slow down' }, { 'retry-after': '7' }],
      [
        {
          kind: 'open',
          status: 429,
          headers: { 'content-type': 'application/json', 'retry-after': '7' },
        },
        { kind: 'data', chunk: '{"error":"Slow down"}' },
      ],
    ],
    [
      'text, of a type of its own',
      [502, '<h1>Bad</h1>', { 'content-type': 'text/html' }],
      [
        { kind: 'open', status: 502, headers: { 'content-type': 'text/html' } },
        { kind: 'data', chunk: '<h1>Bad</h1>' },
      ],
    ],
  ])('responds with %s', async (_, given, frames) => {
    expect(await collect(refusal(...given))).toEqual({ values: frames });
  });

  it.each([199, 600, 1.5, NaN])('refuses the status %d', (status) => {
    expect(() => refusal(status)).toThrow(RangeError);
  });
});
