import { describe, expect, it } from '@jest/globals';
import { doneEvent } from '../../../../src/eventConstructors.js';
import {
  defineProtocol,
  type ProtocolDefinition,
} from '../../../../src/protocols/kit/defineProtocol.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';

const request = { accessToken: 'sk-1234567', message: 'Hi', modelId: 'm' };

const define = (more: Partial<ProtocolDefinition> = {}) =>
  defineProtocol({
    name: 'mine',
    framing: 'sse',
    path: '/mine',
    body: ({ message }) => ({ prompt: message, nested: { own: 1 } }),
    decoder: () => ({ decode: () => [doneEvent()], end: () => [] }),
    ...more,
  });

describe('defineProtocol', () => {
  it('writes path, headers and body, and merges extraBody', () => {
    const extraBody = { more: true, nested: { extra: 3 } };
    expect(define().encode({ ...request, extraBody })).toEqual({
      _tag: 'Right',
      right: {
        path: '/mine',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'text/event-stream',
          Authorization: 'Bearer sk-1234567',
        },
        body: '{"prompt":"Hi","nested":{"own":1,"extra":3},"more":true}',
      },
    });
  });

  it('takes a path and headers that depend on the request, and names NDJSON', () => {
    const protocol = define({
      framing: 'ndjson',
      path: ({ modelId }) => `/${modelId}`,
      headers: ({ accessToken }) => ({ 'x-key': accessToken }),
    });
    expect(protocol.encode(request)).toMatchObject({
      right: {
        path: '/m',
        headers: { Accept: 'application/x-ndjson', 'x-key': 'sk-1234567' },
      },
    });
  });

  it('sends no Authorization for an empty token', () => {
    expect(define().encode({ ...request, accessToken: '' })).toMatchObject({
      right: { headers: expect.not.objectContaining({ Authorization: expect.anything() }) },
    });
  });

  it('lists all faults: its own, those of every request, of settings, extraBody and path', () => {
    const mine = define({
      check: () => ['region must be eu or us', undefined],
      settings: { topP: 'p' },
      path: 'mine',
    });
    const extraBody = { prompt: 'no', nested: { own: 2 } };
    const faulty = { ...request, message: '', temperature: 1, topP: 0.5, extraBody };
    expect(mine.encode(faulty)).toMatchObject({
      left: {
        code: 'INVALID_REQUEST',
        message: `Invalid request: ${[
          'region must be eu or us',
          'message must be a non-empty string',
          'temperature must be left out: mine cannot send it',
          'extraBody.prompt must be left out: mine sends prompt',
          'extraBody.nested.own must be left out: mine sends own',
          'path must be empty or a path that begins with one "/", without "..", "\\" and "#"',
        ].join('; ')}`,
      },
    });
  });

  it('gives the body the settings of the request, by their names', () => {
    const body = (_: unknown, settings: object) => ({ settings });
    const mine = define({ settings: { topP: 'p', maxTokens: 'limit' }, body });
    expect(mine.encode({ ...request, topP: 0 })).toMatchObject({
      right: { body: '{"settings":{"p":0}}' },
    });
  });

  it('leaves settings without names to the body', () => {
    expect(define().encode({ ...request, topP: 0.5 })).toMatchObject({ _tag: 'Right' });
  });

  it('sends defaults that neither the body nor extraBody has', () => {
    const mine = define({ defaults: { prompt: 1, nested: { own: 2, limit: 3 }, limit: 4, n: 5 } });
    const encoded = toEither(mine.encode({ ...request, extraBody: { limit: null } }));
    expect(encoded._tag === 'Right' && JSON.parse(encoded.right.body)).toEqual({
      prompt: 'Hi',
      nested: { own: 1, limit: 3 },
      limit: null,
      n: 5,
    });
  });

  it('lets code that expects a valid request fail on another one only', () => {
    const body = () => {
      throw new RangeError('mine');
    };
    expect(() => define({ body }).encode(request)).toThrow(new RangeError('mine'));
    expect(define({ body }).encode({ ...request, modelId: '' })).toMatchObject({
      left: { message: 'Invalid request: modelId must be a non-empty string' },
    });
  });

  it.each(['', '/a', '/a?b=../c', '?a=b', '/a:b@c', '/a/.../b', '/a/..b/'])(
    'takes the path %j',
    (path) => {
      expect(define({ path }).encode(request)).toMatchObject({ right: { path } });
    },
  );

  it.each([
    '@evil.example/a',
    '.evil.example/a',
    ':80@evil.example',
    'a',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    '/..',
    '/a/../../b',
    '/a/%2e%2E/b',
    '/a/.?b',
    '/a#b',
    '/a\nb',
    '\t/a',
    5,
    null,
    Object('/a'),
    {},
  ])('refuses the path %j, whether given or made', (path) => {
    const fault = { left: { message: expect.stringMatching(/^Invalid request: path must be/) } };
    // What JavaScript can pass.
    const given = path as string;
    expect(define({ path: given }).encode(request)).toMatchObject(fault);
    expect(define({ path: () => given }).encode(request)).toMatchObject(fault);
  });

  it('gives the decoder a callback for unknown messages, also where the caller has none', () => {
    const message = { event: 'x', data: '' };
    const protocol = define({
      decoder: (onUnknown) => ({
        decode: (each) => {
          onUnknown(each);
          return [];
        },
        end: () => [],
      }),
    });
    const seen: unknown[] = [];
    protocol.decoder((each) => seen.push(each)).decode(message);
    expect(seen).toEqual([message]);
    expect(protocol.decoder().decode(message)).toEqual([]);
  });
});
