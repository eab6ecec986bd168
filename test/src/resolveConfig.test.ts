import { describe, expect, it } from '@jest/globals';
import { asyncScheduler } from 'rxjs';
import { type StreamingChatConfig, streamingDefaults } from '../../src/config.js';
import { resolveConfig } from '../../src/resolveConfig.js';

const resolve = (more: object) => resolveConfig({ baseUrl: 'https://chat.example', ...more });

describe('resolveConfig', () => {
  it('fills in the defaults', () => {
    expect(resolve({})).toEqual({
      _tag: 'Right',
      right: {
        ...streamingDefaults,
        baseUrl: new URL('https://chat.example'),
        onMissingDone: 'error',
        onMalformedEvent: 'error',
        onUnknownEvent: expect.any(Function),
        scheduler: asyncScheduler,
      },
    });
    expect(streamingDefaults).toEqual({
      connectionTimeout: 30_000,
      readTimeout: 60_000,
      maxResponseSize: 10_485_760,
      maxEventSize: 1_048_576,
    });
  });

  it('takes 0 as no time limit', () => {
    expect(resolve({ connectionTimeout: 0, readTimeout: 0 })).toMatchObject({
      right: { connectionTimeout: Infinity, readTimeout: Infinity },
    });
  });

  it.each([
    [{ baseUrl: '' }, 'baseUrl'],
    [{ baseUrl: 'chat.example' }, 'baseUrl'],
    [{ baseUrl: '/api' }, 'baseUrl'],
    [{ baseUrl: 'file:///etc' }, 'baseUrl'],
    [{ baseUrl: 'javascript:alert(1)' }, 'baseUrl'],
    [{ baseUrl: 'https://user:SECRET@chat.example' }, 'baseUrl'],
    [{ baseUrl: 5 }, 'baseUrl'],
    [{ baseUrl: null }, 'baseUrl'],
    [{ baseUrl: ['https://chat.example'] }, 'baseUrl'],
    [{ baseUrl: Object('https://chat.example') }, 'baseUrl'],
    [{ baseUrl: { href: 'https://a.example', toString: () => 'https://b.example' } }, 'baseUrl'],
    [{ connectionTimeout: -1 }, 'connectionTimeout'],
    [{ readTimeout: Object(5) }, 'readTimeout'],
    [{ readTimeout: 5n }, 'readTimeout'],
    [{ idempotencyKey: 5 }, 'idempotencyKey'],
    [{ idempotencyKey: '' }, 'idempotencyKey'],
    [{ idempotencyKey: Object('key') }, 'idempotencyKey'],
    [{ protocol: {} }, 'protocol'],
    [{ protocol: () => {} }, 'protocol'],
    [{ protocol: 'openAiChat' }, 'protocol'],
    [{ protocol: { framing: 'sse', encode: () => {} } }, 'protocol'],
    [{ protocol: { framing: 'csv', encode: () => {}, decoder: () => {} } }, 'protocol'],
    [{ readTimeout: NaN }, 'readTimeout'],
    [{ maxResponseSize: '5' }, 'maxResponseSize'],
    [{ maxEventSize: -1 }, 'maxEventSize'],
    [{ transport: 5 }, 'transport'],
    [{ onUnknownEvent: {} }, 'onUnknownEvent'],
    [{ signal: {} }, 'signal'],
    [{ signal: new EventTarget() }, 'signal'],
    [{ signal: new AbortController() }, 'signal'],
    [{ scheduler: {} }, 'scheduler'],
    [{ onMissingDone: 'ignore' }, 'onMissingDone'],
    [{ onMalformedEvent: 'ignore' }, 'onMalformedEvent'],
  ])('refuses %j', (more, field) => {
    const resolved = resolve(more);
    expect(resolved).toEqual({
      _tag: 'Left',
      left: [expect.stringContaining(`${field} must`)],
    });
    expect(JSON.stringify(resolved)).not.toContain('SECRET');
  });

  it.each([undefined, null, 5, 'https://chat.example', []])('refuses %j as a config', (config) => {
    // What JavaScript can pass.
    expect(resolveConfig(config as unknown as StreamingChatConfig)).toEqual({
      _tag: 'Left',
      left: ['the config must be an object'],
    });
  });

  it('reports all faults at once', () => {
    expect(resolve({ readTimeout: -1, maxEventSize: -1 })).toMatchObject({
      left: [expect.stringMatching(/readTimeout/), expect.stringMatching(/maxEventSize/)],
    });
  });
});
