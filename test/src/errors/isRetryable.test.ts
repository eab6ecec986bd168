import { describe, expect, it } from '@jest/globals';
import { isRetryable } from '../../../src/errors/isRetryable.js';

describe('isRetryable', () => {
  it.each([
    // AWS, in any letter case.
    'ThrottlingException',
    'throttlingException',
    'com.amazon.coral.service#ThrottlingException',
    'TooManyRequestsException',
    'ProvisionedThroughputExceededException',
    'ServiceUnavailableException',
    'internalServerException',
    'INTERNALSERVEREXCEPTION',
    'modelTimeoutException',
    'ModelNotReadyException',
    'modelStreamErrorException',
    // gRPC.
    'RESOURCE_EXHAUSTED',
    'UNAVAILABLE',
    'DEADLINE_EXCEEDED',
    'INTERNAL',
    'StatusCode.UNAVAILABLE',
    // OpenAI, Anthropic, DeepSeek, Alibaba, LiteLLM, Hugging Face.
    'rate_limit_exceeded',
    'server_error',
    'overloaded_error',
    'rate_limit_error',
    'api_error',
    'timeout_error',
    'insufficient_system_resource',
    'Throttling.RateQuota',
    'InternalServerError',
    'APIConnectionError',
    'overloaded',
    // This package, passed on by a backend.
    'CONNECT_FAILED',
    'CONNECTION_LOST',
    'STREAM_TRUNCATED',
    'CONNECT',
    'READ_IDLE',
    'PROGRESS',
  ])('is true for the code %s without a status', (code) => {
    expect(isRetryable(undefined, code)).toBe(true);
  });

  it.each([
    'validationException',
    'AccessDeniedException',
    'ResourceNotFoundException',
    'ServiceQuotaExceededException',
    'insufficient_quota',
    'billing_hard_limit_reached',
    'billing_error',
    'usage_limit_reached',
    'invalid_request_error',
    'invalid_api_key',
    'authentication_error',
    'permission_error',
    'not_found_error',
    'request_too_large',
    'context_length_exceeded',
    'INVALID_ARGUMENT',
    'PERMISSION_DENIED',
    'UNAUTHENTICATED',
    'FAILED_PRECONDITION',
    'CANCELLED',
    'ABORTED',
    'INVALID_REQUEST',
    'BAD_EVENT',
    'tool_use_failed',
    'X',
    '',
  ])('is false for the code %j without a status', (code) => {
    expect(isRetryable(undefined, code)).toBe(false);
  });

  it('goes by the status where there is one', () => {
    expect(isRetryable(413, 'rate_limit_exceeded')).toBe(false);
    expect(isRetryable(500, 'invalid_request_error')).toBe(true);
    expect(isRetryable(503)).toBe(true);
    expect(isRetryable(undefined)).toBe(false);
  });

  it('takes an exception of AWS at its name, whatever its status', () => {
    expect(isRetryable(400, 'ThrottlingException')).toBe(true);
    expect(isRetryable(424, 'ModelStreamErrorException')).toBe(true);
    expect(isRetryable(400, 'ValidationException')).toBe(false);
  });

  it('is false for a quota that is used up, whatever its status', () => {
    expect(isRetryable(429, 'insufficient_quota')).toBe(false);
    expect(isRetryable(429, 'load_balancer_busy')).toBe(true);
    expect(isRetryable(400, 'ServiceQuotaExceededException')).toBe(false);
  });
});
