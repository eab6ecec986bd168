import { describe, expect, it } from '@jest/globals';
import { asyncScheduler } from 'rxjs';
import { streamingDefaults } from '../../src/config.js';
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
    [{ connectionTimeout: -1 }, 'connectionTimeout'],
    [{ readTimeout: NaN }, 'readTimeout'],
    [{ maxResponseSize: '5' }, 'maxResponseSize'],
    [{ maxEventSize: -1 }, 'maxEventSize'],
    [{ transport: 5 }, 'transport'],
    [{ onUnknownEvent: {} }, 'onUnknownEvent'],
    [{ signal: {} }, 'signal'],
    [{ scheduler: {} }, 'scheduler'],
    [{ onMissingDone: 'ignore' }, 'onMissingDone'],
    [{ onMalformedEvent: 'ignore' }, 'onMalformedEvent'],
  ])('refuses %j', (more, field) => {
    const resolved = resolve(more);
    expect(resolved).toMatchObject({
      _tag: 'Left',
      left: { code: 'INVALID_REQUEST', message: expect.stringContaining(`${field} must`) },
    });
    expect(JSON.stringify(resolved)).not.toContain('SECRET');
  });

  it('reports all faults at once', () => {
    expect(resolve({ readTimeout: -1, maxEventSize: -1 })).toMatchObject({
      left: { message: expect.stringMatching(/readTimeout.*maxEventSize/) },
    });
  });
});
