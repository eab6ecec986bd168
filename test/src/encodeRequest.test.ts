import { describe, expect, it } from '@jest/globals';
import { EMPTY, lastValueFrom, NEVER, of, throwError } from 'rxjs';
import { sendStreamingChat } from '../../src/chat.js';
import type { StreamingChatConfig } from '../../src/config.js';
import type { TransportRequest } from '../../src/transport/transport.js';
import { request } from '../helpers/samples.js';

const SECRET = 'sk-SECRET';

/** Sends what JavaScript can pass: what the transport gets, or the error. */
const send = (more: object, config: object = {}): Promise<TransportRequest> => {
  const sent: TransportRequest[] = [];
  const given = {
    baseUrl: 'https://chat.example/v1',
    transport: (each: TransportRequest) => {
      sent.push(each);
      return of({ kind: 'data', chunk: 'event: done\ndata: {}\n\n' });
    },
    ...config,
  } as unknown as StreamingChatConfig;
  return lastValueFrom(sendStreamingChat({ ...request, ...more }, given)).then(() => sent[0]!);
};

const refused = (words: RegExp) =>
  expect.objectContaining({ code: 'INVALID_REQUEST', message: expect.stringMatching(words) });

describe('a token', () => {
  it.each<readonly [string, unknown]>([
    ['a number', 5],
    ['a boxed string', Object(SECRET)],
    ['an object', { token: SECRET }],
    ['a symbol', Symbol(SECRET)],
    ['an object from a function', () => ({ token: SECRET })],
    ['a number from a function', () => 5],
    ['a boxed string from a function', () => Object(SECRET)],
    ['a function from a function', () => () => SECRET],
    ['a Promise of an object', () => Promise.resolve({ token: SECRET })],
    ['a Promise of a boxed string', async () => Object(SECRET)],
    ['an Observable of a number', () => of(5)],
  ])('must not be %s', async (_, accessToken) => {
    const error = await send({ accessToken }).catch((each: unknown) => each);
    expect(error).toEqual(refused(/^Invalid request: (?:accessToken must be [^;]*(?:; )?)+$/));
    expect(String(error)).not.toContain('SECRET');
  });

  it.each<readonly [string, unknown]>([
    ['a string', 'sk-1'],
    ['a string from a function', () => 'sk-1'],
    ['a Promise', async () => 'sk-1'],
    ['the first of a list', () => ['sk-1', 'sk-2']],
    ['an Observable', () => of('sk-1', 'sk-2')],
  ])('may be %s', async (_, accessToken) => {
    const { headers } = await send({ accessToken });
    expect(headers).toMatchObject({ Authorization: 'Bearer sk-1' });
  });

  it.each<readonly [string, unknown]>([
    ['null', null],
    ['null from a function', () => null],
    ['an Observable of nothing', () => EMPTY],
    ['a Promise of undefined', async () => undefined],
  ])('is absent where it is %s', async (_, accessToken) => {
    await expect(send({ accessToken })).rejects.toEqual(
      refused(/^Invalid request: accessToken must be a non-empty string$/),
    );
  });

  it('that a hand-written protocol did not check is checked', async () => {
    const protocol = {
      name: 'mine',
      framing: 'sse',
      encode: () => ({ path: '', headers: {}, body: '' }),
      decoder: () => ({ decode: () => [{ type: 'done' }], end: () => [] }),
    };
    await expect(send({ accessToken: 5 }, { protocol })).rejects.toEqual(
      refused(/^Invalid request: accessToken must be a string/),
    );
  });

  it('passes on what its function throws', async () => {
    const mine = new RangeError('mine');
    const broken = () => {
      throw mine;
    };
    await expect(send({ accessToken: broken })).rejects.toBe(mine);
    await expect(send({ accessToken: () => throwError(() => mine) })).rejects.toBe(mine);
  });
});

describe('headers', () => {
  it.each<readonly [string, unknown]>([
    ['a number', 5],
    ['a text', 'X-A: SECRET'],
    ['a boxed text', Object('ab')],
    ['a Promise', Promise.resolve({})],
    ['a date', new Date(0)],
    ['a value that is undefined', { 'X-A': undefined }],
    ['a value that is a number', { 'X-A': 5 }],
    ['a value that is boxed', { 'X-A': Object('SECRET') }],
    ['pairs of the wrong kind', [['X-A', 'SECRET', 'b']]],
    ['texts in place of pairs', ['ab', 'cd']],
    ['a bad name', { 'X A': 'SECRET' }],
    ['a bad value', { 'X-A': 'SECRET\r\nX-B: c' }],
    ['a record from a function', () => ({ 'X-A': 'SECRET' })],
    ['headers from a function', () => new Headers({ ab: 'cd' })],
    ['pairs from a function', () => [['X-A', 'SECRET']]],
    ['a text from a function', () => 'X-A: SECRET'],
    ['a Promise of a text', async () => 'X-A: SECRET'],
    ['an Observable of a number', () => of(5)],
  ])('must not be %s', async (_, headers) => {
    const error = await send({}, { headers }).catch((each: unknown) => each);
    expect(error).toEqual(refused(/^Invalid request: headers [^;]*$/));
    expect(String(error)).not.toContain('SECRET');
  });

  it.each<readonly [string, unknown]>([
    ['a record', { 'X-A': 'a' }],
    ['Headers', new Headers({ 'X-A': 'a' })],
    ['pairs', [['X-A', 'a']]],
    ['a Map', new Map([['X-A', 'a']])],
    ['a Promise of a record', async () => ({ 'X-A': 'a' })],
    ['an Observable of pairs', () => of([['X-A', 'a']])],
  ])('may be %s', async (_, headers) => {
    expect((await send({}, { headers })).headers).toMatchObject({ 'x-a': 'a' });
  });

  it('that repeat a name are joined', async () => {
    const headers = [
      ['X-A', 'a'],
      ['x-a', 'b'],
    ];
    expect((await send({}, { headers })).headers).toMatchObject({ 'x-a': 'a, b' });
  });

  it('are none where a function emits none', async () => {
    const none = await send({});
    expect((await send({}, { headers: () => EMPTY })).headers).toEqual(none.headers);
    expect((await send({}, { headers: null })).headers).toEqual(none.headers);
  });
});

describe('a hand-written protocol', () => {
  const decoder = () => ({ decode: () => [{ type: 'done' }], end: () => [] });
  const right = { path: '/a', headers: {}, body: '{}' };

  it.each<readonly [string, unknown, RegExp]>([
    ['nothing', undefined, /path must.*headers must.*body must/],
    ['another host', { ...right, path: '@evil.example/a' }, /^Invalid request: path must be/],
    ['another path', { ...right, path: '/../../a' }, /^Invalid request: path must be/],
    ['a body that is no text', { ...right, body: {} }, /^Invalid request: body must be a string/],
    ['headers of no kind', { ...right, headers: 5 }, /^Invalid request: headers must be an object/],
    ['a header of no kind', { ...right, headers: { a: 5 } }, /^Invalid request: headers and/],
  ])('cannot encode %s', async (_, encoded, words) => {
    const protocol = { name: 'mine', framing: 'sse', encode: () => encoded, decoder };
    await expect(send({}, { protocol })).rejects.toEqual(refused(words));
  });

  it('sends to the host of the base URL', async () => {
    const encode = () => ({ ...right, path: '/a:b@c/d?e=//f' });
    const protocol = { name: 'mine', framing: 'sse', encode, decoder };
    const { url } = await send({}, { protocol });
    expect(url).toBe('https://chat.example/v1/a:b@c/d?e=//f');
  });
});

describe('one error', () => {
  it('lists the faults of config, headers and request', async () => {
    await expect(
      send(
        { message: '', temperature: 9, accessToken: '', extraBody: { model_id: 'x' } },
        { baseUrl: 'x', signal: 5, headers: { 'X-A': 5 }, idempotencyKey: 7 },
      ),
    ).rejects.toEqual(
      refused(
        new RegExp(
          ['baseUrl', 'idempotencyKey', 'signal', 'headers', 'accessToken', 'message']
            .concat('temperature', 'extraBody\\.model_id')
            .map((field) => `${field}[^;]* must [^;]*`)
            .join('; '),
        ),
      ),
    );
  });

  it('comes before a function of the app is called', async () => {
    let calls = 0;
    const accessToken = () => {
      calls++;
      return NEVER;
    };
    await expect(send({ accessToken }, { readTimeout: -1 })).rejects.toEqual(
      refused(/readTimeout/),
    );
    await expect(send({ accessToken }, { headers: 5 })).rejects.toEqual(refused(/headers/));
    await expect(send({ accessToken }, { protocol: {} })).rejects.toEqual(refused(/protocol/));
    expect(calls).toBe(0);
  });

  it.each([undefined, null, 5, 'Hi', []])('refuses %j as request and as config', async (value) => {
    // What JavaScript can pass.
    const [given, config] = [
      value as unknown as typeof request,
      value as unknown as StreamingChatConfig,
    ];
    await expect(lastValueFrom(sendStreamingChat(given, config))).rejects.toEqual(
      refused(/^Invalid request: the config must be an object; the request must be an object$/),
    );
  });

  it('takes a signal that is null for none', async () => {
    await expect(send({}, { signal: null })).resolves.toBeDefined();
  });
});
