import { describe, expect, it } from '@jest/globals';
import { StreamingApiError, StreamingNetworkError } from '../../../src/errors/errors.js';
import { isSafeToRetry } from '../../../src/errors/isSafeToRetry.js';

const refusal = (status: number, serverCode?: string) =>
  new StreamingApiError('no', { code: 'HTTP_STATUS', phase: 'headers', status, serverCode });
const noConnection = (retryable?: boolean) =>
  new StreamingNetworkError('no', { code: 'CONNECT_FAILED', phase: 'connect', retryable });

describe('isSafeToRetry', () => {
  it.each([
    ['a failed connection', noConnection()],
    ['425 Too Early', refusal(425)],
    ['429 Too Many Requests', refusal(429)],
    ['503 Service Unavailable', refusal(503)],
    ['503 of a provider without resources', refusal(503, 'insufficient_system_resource')],
    ['529 Overloaded', refusal(529)],
  ])('is true for %s, because the server has not started', (_, error) => {
    expect(isSafeToRetry(error)).toBe(true);
  });

  it.each([
    ['a connection lost after sending', { code: 'CONNECTION_LOST', phase: 'sent' } as const],
    ['a connection lost in the answer', { code: 'CONNECTION_LOST', phase: 'streaming' } as const],
  ])('is false for %s, because the server may have started', (_, init) => {
    expect(isSafeToRetry(new StreamingNetworkError('gone', init))).toBe(false);
  });

  it.each([408, 500, 502, 504])(
    'is false for HTTP %d, because the server may have started',
    (status) => {
      expect(isSafeToRetry(refusal(status))).toBe(false);
    },
  );

  it('is false for an error event, because the answer had begun', () => {
    const init = { code: 'ERROR_EVENT', phase: 'streaming', status: 529 } as const;
    expect(isSafeToRetry(new StreamingApiError('no', init))).toBe(false);
  });

  it.each([
    ['an invalid certificate', noConnection(false)],
    ['a used-up quota', refusal(429, 'insufficient_quota')],
  ])('is false for %s, because it fails again', (_, error) => {
    expect(isSafeToRetry(error)).toBe(false);
  });
});
