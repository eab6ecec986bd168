import { describe, expect, it } from '@jest/globals';
import {
  parseServerError,
  readServerError,
  looksLikeError,
} from '../../../src/errors/serverError.js';

// `String` throws for such an object.
const noText = '{"toString":1,"valueOf":1}';

describe('parseServerError', () => {
  it.each([
    ['{"message":"a","code":"X"}', { message: 'a', code: 'X' }],
    ['{"error":"a"}', { message: 'a' }],
    ['{"error":{"message":"a","code":"X"}}', { message: 'a', code: 'X' }],
    [
      '{"error":{"message":"a","type":"overloaded_error"}}',
      { message: 'a', code: 'overloaded_error' },
    ],
    ['{"type":"error","message":"a","code":null}', { message: 'a' }],
    ['{"type":"error","error":{"message":"a"}}', { message: 'a' }],
    ['{"error":{"message":"a","code":429}}', { message: 'a', code: '429', status: 429 }],
    ['{"error":{"message":"a"},"status":503}', { message: 'a', status: 503 }],
    [
      '{"error":{"message":"a","type":"None","code":"500"}}',
      { message: 'a', code: 'None', status: 500 },
    ],
    ['{"message":"a","code":"1305","status":""}', { message: 'a', code: '1305' }],
    ['{"error":{"message":"a","details":{"retry_after":2}}}', { message: 'a', retryAfterMs: 2000 }],
    ['{"message":"a","retry_after":0.5}', { message: 'a', retryAfterMs: 500 }],
    ['{"message":"a","retry_after":-1,"status":99,"code":""}', { message: 'a' }],
    [
      '{"error":{"message":"a","code":503,"status":"UNAVAILABLE"}}',
      { message: 'a', code: 'UNAVAILABLE', status: 503 },
    ],
    ['{"message":"a","code":"X","status":"fail"}', { message: 'a', code: 'X' }],
    [
      '{"error":{"message":"a","details":[5,{"reason":"X"},{"retryDelay":"1.5s"}]}}',
      { message: 'a', retryAfterMs: 1500 },
    ],
    [
      '{"error":{"message":"a","details":[{"retryDelay":"1.5s"},{"retryDelay":"9s"}]}}',
      { message: 'a', retryAfterMs: 1500 },
    ],
    ['{"error":{"message":"a","details":[{"retryDelay":"-1s"},null]}}', { message: 'a' }],
    ['{"detail":"a"}', { message: 'a' }],
    ['{"detail":[{"msg":"a"},{"msg":"b"}]}', { message: 'a; b' }],
    ['"a"', { message: 'a' }],
    ['\uFEFF {"message":"a"}\n', { message: 'a' }],
    [' plain words\n', { message: 'plain words' }],
    ['{"error":{"code":"X"}}', { code: 'X' }],
    ['{"error":{}}', {}],
    ['[{"error":{"message":"a"}}]', { message: 'a' }],
    ['{"error":"a"}\n{"text":"b"}\n', { message: 'a' }],
    ['event: error\ndata: {"error":"a"}\n\n', { message: 'a' }],
    ['data: a\n\n', { message: 'a' }],
    ['data: {\ndata: "error":"a"\r\ndata: }\r\n\r\ndata: [DONE]', { message: 'a' }],
    [
      '{"error":{"message":"a","code":429,"type":"insufficient_quota"}}',
      { message: 'a', code: 'insufficient_quota', status: 429 },
    ],
    ['{"message":"a","retry_after":1e400}', { message: 'a' }],
    [
      `{"error":{"message":"a","code":${noText},"type":"X","status":${noText}}}`,
      { message: 'a', code: 'X' },
    ],
    [
      `{"error":{"message":"a","details":[{"retryDelay":${noText}},{"retryDelay":"2s"}]}}`,
      { message: 'a', retryAfterMs: 2000 },
    ],
    ['{}', {}],
    ['', {}],
    ['[]', {}],
    ['null', {}],
    ['5', {}],
    ['{"mess', {}],
    ['<!DOCTYPE html><p>502', {}],
  ])('reads %s as %j', (text, expected) => {
    expect(parseServerError(text)).toStrictEqual(expected);
  });
});

describe('looksLikeError', () => {
  it.each([
    ['{"error":"a"}', true],
    ['{"detail":"a"}', true],
    ['{"message":"a","code":"X"}', true],
    ['{"message":"a"}', false],
    ['{"error":null,"message":"a"}', false],
    ['"a"', false],
    ['a', false],
  ])('returns whether %s is an error: %p', (body, expected) => {
    expect(looksLikeError(body)).toBe(expected);
  });
});

describe('readServerError', () => {
  it.each([null, 5, [], {}, { error: null }, { choices: [] }, { message: { content: 'Hi' } }])(
    'returns undefined for %j, which is not an error',
    (json) => {
      expect(readServerError(json)).toBeUndefined();
    },
  );
});
