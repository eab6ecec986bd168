import { describe, expect, it } from '@jest/globals';
import { parseServerError, readServerError } from '../../../src/errors/serverError.js';
import { growth } from '../../helpers/growth.js';

const inText = (json: unknown): string => JSON.stringify(json);

const messageOf = (json: unknown): string | undefined =>
  parseServerError(typeof json === 'string' ? json : inText(json)).message;

const wrapped = (raw: unknown) => ({
  error: { message: 'Provider returned error', code: 400, metadata: { raw, provider_name: 'P' } },
});

describe('the sentence of an error', () => {
  it.each([
    ['OpenAI', { error: { message: 'No model of that name', code: 'X' } }],
    [
      'Anthropic',
      { type: 'error', error: { type: 'X', details: null, message: 'No model of that name' } },
    ],
    ['Ollama', { error: 'No model of that name' }],
    [
      'vLLM',
      { object: 'error', message: 'No model of that name', type: 'NotFoundError', code: 404 },
    ],
    ['Text Generation Inference', { error: 'No model of that name', error_type: 'validation' }],
    ['xAI', { code: 'Some argument is invalid', error: 'No model of that name' }],
    ['Azure API Management', { statusCode: 404, message: 'No model of that name' }],
    ['Kong', { message: 'No model of that name', request_id: 'r' }],
    ['PostgREST', { message: 'No model of that name', details: 'Row has (a, b)', hint: null }],
    ['Bedrock', { Message: 'No model of that name' }],
    ['AWS', { __type: 'com.amazon.a#BException', message: 'No model of that name' }],
    ['Baidu', { error_code: 1, error_msg: 'No model of that name' }],
    ['Apigee', { fault: { faultstring: 'No model of that name', detail: { errorcode: 'a.b' } } }],
    ['OAuth', { error: 'invalid_token', error_description: 'No model of that name' }],
    [
      'Groq, and not what the model wrote',
      {
        error: { message: 'No model of that name', failed_generation: '<f>{"a":1}</f> is no call' },
      },
    ],
    ['OpenRouter, from its provider', wrapped('No model of that name')],
    [
      'OpenRouter, from its provider in JSON',
      wrapped(inText({ message: 'No model of that name' })),
    ],
    [
      'OpenRouter, from its provider as an object',
      wrapped({ error: { message: 'No model of that name' } }),
    ],
    [
      'OpenRouter, without an envelope',
      {
        message: 'Provider returned error',
        metadata: { raw: 'No model of that name' },
      },
    ],
    [
      'JSON in JSON in JSON',
      {
        error: {
          message: inText({ error: { message: inText({ detail: 'No model of that name' }) } }),
        },
      },
    ],
    ['NestJS', { statusCode: 401, message: 'No model of that name', error: 'Unauthorized' }],
    [
      'NestJS with an object',
      { statusCode: 400, message: { statusCode: 400, message: ['No model of that name'] } },
    ],
    ['NestJS without a message', { statusCode: 400, message: '', error: 'No model of that name' }],
    [
      'Spring',
      { status: 500, error: 'Internal Server Error', message: 'No model of that name', path: '/a' },
    ],
    [
      'Spring without a message',
      { status: 500, error: 'No model of that name', message: 'No message available' },
    ],
    [
      'Fastify',
      { statusCode: 400, code: 'FST_X', error: 'Bad Request', message: 'No model of that name' },
    ],
    [
      'problem details',
      { type: 'about:blank', title: 'Not Found', status: 404, detail: 'No model of that name' },
    ],
    [
      'problem details without a detail',
      { type: 'about:blank', title: 'No model of that name', status: 404 },
    ],
    [
      'JSON:API',
      { errors: [{ status: '404', title: 'Invalid thing', detail: 'No model of that name' }] },
    ],
    [
      'Cloudflare',
      { success: false, errors: [{ code: 7, message: 'No model of that name' }], messages: [] },
    ],
    [
      'Cloudflare with a chain',
      {
        success: false,
        errors: [
          {
            code: 7,
            message: 'Some headers are bad',
            error_chain: [{ message: 'No model of that name' }],
          },
        ],
      },
    ],
    [
      'Azure',
      {
        error: {
          code: 'BadRequest',
          message: 'This request is not fine.',
          innererror: { code: 'X', message: 'No model of that name', innererror: { code: 'Y' } },
        },
      },
    ],
    [
      'Azure Resource Manager',
      {
        error: {
          code: 'X',
          message: 'See the details.',
          details: [{ message: 'No model of that name' }],
        },
      },
    ],
    [
      'Google, and not what is for its developers',
      {
        error: {
          code: 499,
          message: 'No model of that name',
          status: 'CANCELLED',
          details: [
            { '@type': 'type.googleapis.com/google.rpc.DebugInfo', detail: 'it was: cancelled' },
            { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'MODEL_UNKNOWN' },
            {
              '@type': 'type.googleapis.com/google.rpc.Help',
              links: [{ description: 'Learn more' }],
            },
          ],
        },
      },
    ],
    [
      'Google, where a word says as much',
      {
        error: { message: 'Overloaded', details: [{ reason: 'MODEL_UNKNOWN' }] },
      },
      'Overloaded',
    ],
    [
      'Elastic',
      { error: { type: 'x', reason: 'No model of that name', root_cause: [] }, status: 404 },
    ],
    [
      'Micronaut',
      { message: 'Bad Request', _embedded: { errors: [{ message: 'No model of that name' }] } },
    ],
    ['an SDK, as JSON after its own words', '404 {"error":{"message":"No model of that name"}}'],
    [
      'a gateway, as JSON among its own words',
      {
        error: {
          message: 'x.Error: it was {"error":{"message":"No model of that name"}}. Tried twice.',
        },
      },
    ],
    [
      'XML',
      '<?xml version="1.0"?><Error><Code>X</Code><Message>No model of that name</Message></Error>',
    ],
    ['an event', 'event: error\ndata: {"message":"No model of that name"}\n\n'],
    ['words', ' No model of that name\n'],
    ['words that begin with a bracket', '[x] No model of that name', '[x] No model of that name'],
  ])('is the most specific one of %s', (_, json: unknown, sentence = 'No model of that name') => {
    expect(messageOf(json)).toBe(sentence);
  });

  it.each([
    [
      'FastAPI',
      {
        detail: [{ type: 't', loc: ['body', 'top_p'], msg: 'Field required', input: { a: 'b c' } }],
      },
      'top_p: Field required',
    ],
    [
      'Mistral',
      { object: 'error', message: { detail: [{ loc: ['body', 'x'], msg: 'Not allowed' }] } },
      'x: Not allowed',
    ],
    [
      'ASP.NET',
      {
        title: 'One or more validation errors occurred.',
        status: 400,
        errors: {
          Model: ['The Model field is required.'],
          '$.top_p': ['It is no number.', 'It is bad.'],
        },
      },
      'The Model field is required.; $.top_p: It is no number.; It is bad.',
    ],
    [
      'Django',
      { top_p: ['A number is required.'], non_field_errors: ['Be brief.'] },
      'top_p: A number is required.; Be brief.',
    ],
    [
      'Django, nested',
      { history: [{}, { content: ['Not blank.'] }] },
      'history: content: Not blank.',
    ],
    [
      'Laravel',
      { message: 'Two faults', errors: { a: ['The a is short.'], b: ['The b is long.'] } },
      'The a is short.; The b is long.',
    ],
    [
      'Spring',
      {
        status: 400,
        message: "Validation failed for object='a'",
        errors: [{ field: 'top_p', defaultMessage: 'must not be null', rejectedValue: 'a b c' }],
      },
      'top_p: must not be null',
    ],
    [
      'zod',
      {
        success: false,
        error: { name: 'ZodError', issues: [{ path: ['a', 0], message: 'Too short' }] },
      },
      'a.0: Too short',
    ],
    [
      'Google',
      {
        error: {
          message: 'Some argument is bad.',
          details: [{ fieldViolations: [{ field: 'a[0].b', description: 'Use a role.' }] }],
        },
      },
      'a[0].b: Use a role.',
    ],
    [
      'Quarkus',
      { title: 'No', violations: [{ field: 'a.b', message: 'must be short' }] },
      'a.b: must be short',
    ],
    ['a list with the same twice', { errors: ['It is late', 'It is late'] }, 'It is late'],
  ])('names the fields of %s', (_, json, sentence) => {
    expect(messageOf(json)).toBe(sentence);
  });

  it('names no key that is not a plain name', () => {
    expect(messageOf({ 'ada@mail.example': ['This is wrong.'] })).toBe('This is wrong.');
    expect(messageOf({ detail: [{ loc: ['a b'], msg: 'This is wrong.' }] })).toBe('This is wrong.');
  });

  it.each([
    { choices: [{ message: { role: 'assistant', content: 'a b c' } }], usage: {} },
    { message: { role: 'assistant', content: 'a b c' } },
    { text: 'a b c' },
    [],
  ])('is absent in an answer: %j', (json) => {
    expect(readServerError(json)).toBeUndefined();
  });

  it.each([
    '{"error":{"message":"a b',
    '{\n "a',
    '[{"a"',
    '<p>a b</p>',
    '{"a":"b c"}',
    '7',
    'null',
  ])('is absent in %s, which has no words', (body) => {
    expect(messageOf(body)).toBeUndefined();
  });

  it('does not quote JSON that has none', () => {
    expect(messageOf(wrapped('{"error":{"mess'))).toBe('Provider returned error');
    expect(messageOf({ error: { message: '[{"a":"b c"}]' } })).toBeUndefined();
  });

  it('is that of the first faults', () => {
    const errors = Array.from({ length: 20 }, (_, index) => ({ message: `Fault number ${index}` }));
    expect(messageOf({ errors })?.split('; ')).toHaveLength(8);
  });

  it.each<[string, (size: number) => string]>([
    ['lists in lists', (size) => `{"errors":${'['.repeat(size)}${']'.repeat(size)}}`],
    [
      'lists of texts with braces',
      (size) => inText({ errors: [...Array(8)].map(() => Array(size).fill('{a}')) }),
    ],
    ['objects in objects', (size) => `${'{"a":'.repeat(size)}[]${'}'.repeat(size)}`],
    ['tags', (size) => '<title '.repeat(size)],
    ['words that say little', (size) => `${'an error '.repeat(size)}!`],
    [
      'fields',
      (size) => inText(Object.fromEntries(Array.from({ length: size }, (_, at) => [`a${at}`, at]))),
    ],
  ])('takes time in proportion to the body: %s', (_, body) => {
    expect(growth((size) => parseServerError(body(size)), 2000)).toBeLessThan(8);
  });
});

describe('the details of an error', () => {
  it.each([
    // Where the sentence came from, if the rest has no more than a number.
    [
      wrapped(inText({ error: { message: 'a b', type: 'invalid_request_error' } })),
      { code: 'invalid_request_error', status: 400 },
    ],
    [wrapped('a b'), { code: '400', status: 400 }],
    [{ errors: [{ code: 7, message: 'a b' }] }, { code: '7' }],
    [{ detail: [{ type: 'missing', loc: ['a'], msg: 'a b' }] }, {}],
    ['529 {"error":{"type":"overloaded_error","message":"a b"}}', { code: 'overloaded_error' }],
    // The status, under its names.
    [{ error: { message: 'a b', code: 'X', status_code: 400 } }, { code: 'X', status: 400 }],
    [{ statusCode: 429, message: 'a b' }, { status: 429 }],
    [{ message: 'a b', http_status: '503' }, { status: 503 }],
    [
      { message: 'a b', code: 'X', type: 'server_error' },
      { code: 'X', status: 500 },
    ],
    [
      { error: { message: 'a b', code: '429', status: 'RESOURCE_EXHAUSTED' } },
      { code: 'RESOURCE_EXHAUSTED', status: 429 },
    ],
    // The code, under its names.
    [
      { __type: 'com.amazon.coral#ThrottlingException', message: 'a b' },
      { code: 'ThrottlingException' },
    ],
    [{ error: 'a b', error_type: 'overloaded' }, { code: 'overloaded' }],
    [{ type: 'https://a.example/b', title: 'a b', status: 403 }, { status: 403 }],
    [{ type: 'about:blank', title: 'a b' }, {}],
    // The time to wait, in whole ms.
    [{ message: 'a b', details: { retry_after: 8.123 } }, { retryAfterMs: 8123 }],
    [{ message: 'a b', retry_after_ms: 20.4 }, { retryAfterMs: 20 }],
    [{ message: 'a b', retryAfter: '30' }, { retryAfterMs: 30_000 }],
    [{ error: { message: 'a b', metadata: { retry_after: 3 } } }, { retryAfterMs: 3000 }],
    [
      { error: { message: 'a b', details: [{ retryDelay: '34.0748s' }] } },
      { retryAfterMs: 34_075 },
    ],
    [{ message: 'a b', retry_after: 1e308 }, {}],
    [{ message: 'a b', retry_after: '1e3' }, {}],
    [{ message: 'a b', retry_after: '9'.repeat(400) }, {}],
    [{ error: { message: 'a b', details: [{ retryDelay: '1e308s' }, { retryDelay: '-1s' }] } }, {}],
  ])('are read from %j', (json: unknown, details) => {
    const read = parseServerError(typeof json === 'string' ? json : inText(json));
    expect(read).toStrictEqual({ message: 'a b', ...details });
  });
});
