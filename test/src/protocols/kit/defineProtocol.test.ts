import { describe, expect, it } from '@jest/globals';
import { doneEvent } from '../../../../src/eventConstructors.js';
import {
  defineProtocol,
  type ProtocolDefinition,
} from '../../../../src/protocols/kit/defineProtocol.js';

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
  it('writes path, headers and body, and merges extraBody without overriding', () => {
    const extraBody = { prompt: 'no', more: true, nested: { own: 2, extra: 3 } };
    expect(define().encode({ ...request, extraBody })).toEqual({
      _tag: 'Right',
      right: {
        path: '/mine',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'text/event-stream',
          Authorization: 'Bearer sk-1234567',
        },
        body: '{"prompt":"Hi","more":true,"nested":{"own":1,"extra":3}}',
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

  it('lists its own faults with those of every request', () => {
    const check = () => ['region must be eu or us', undefined];
    expect(define({ check }).encode({ ...request, message: '' })).toMatchObject({
      left: {
        code: 'INVALID_REQUEST',
        message: 'Invalid request: region must be eu or us; message must be a non-empty string',
      },
    });
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
