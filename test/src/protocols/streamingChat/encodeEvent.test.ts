import { describe, expect, it } from '@jest/globals';
import { right } from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import * as t from 'io-ts';
import {
  doneEvent,
  errorEvent,
  type FinishReason,
  retryingEvent,
  type StreamEvent,
  streamingChatProtocol,
  tpsEvent,
  usageEvent,
} from '../../../../src/index.js';
import { encodeEvent } from '../../../../src/protocols/streamingChat/encodeEvent.js';
import { oneOfEach } from '../../../helpers/oneOfEach.js';

const decoded = (event: StreamEvent) => {
  const message = encodeEvent(event);
  if (message === undefined) throw new Error(`${event.type} has no message`);
  return streamingChatProtocol().decoder().decode(message);
};

const text = fc.string({ unit: 'binary' });
const words = fc.string({ minLength: 1, maxLength: 12 });
const position = fc.nat(127);
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const flag = fc.constant(true as const);

/** Makes objects of a type, with any of the fields that are not listed as required. */
const fields = <T extends object>(
  model: { [Name in keyof T]: fc.Arbitrary<T[Name]> },
  ...requiredKeys: readonly (keyof T)[]
) => fc.record(model, { requiredKeys: [...requiredKeys] });

const anyEvent = fc.oneof(
  fields(
    {
      type: fc.constantFrom('content', 'reasoning'),
      text,
      part: position,
    },
    'type',
    'text',
  ),
  fields(
    {
      type: fc.constant('toolCall'),
      index: position,
      id: words,
      name: words,
      argumentsText: text,
      providerExecuted: flag,
      approvalId: words,
    },
    'type',
    'index',
    'id',
    'name',
    'argumentsText',
  ),
  fields(
    {
      type: fc.constant('toolResult'),
      id: words,
      name: words,
      result: json,
      isError: flag,
      preliminary: flag,
    },
    'type',
    'id',
    'result',
  ),
  fields(
    { type: fc.constant('source'), url: words, title: words, text: words, id: words },
    'type',
    'url',
  ),
  fields(
    { type: fc.constant('file'), mediaType: words, base64: words, name: words, transcript: words },
    'type',
    'mediaType',
    'base64',
  ),
  fc.record({
    type: fc.constant('tps'),
    tps: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    source: fc.constantFrom('server', 'estimated'),
  }),
  fc.record({ type: fc.constant('providerState'), protocol: words, state: json }),
  fc.record({ type: fc.constant('reset'), attempt: fc.integer({ min: 2 }) }),
  fields(
    {
      type: fc.constant('done'),
      finishReason: fc.constantFrom('stop', 'length', 'contentFilter', 'other'),
      rawFinishReason: words,
      responseId: words,
      model: words,
    },
    'type',
  ),
);

describe('encodeEvent writes what a client of the default protocol reads back:', () => {
  it('any event', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        // The models above have the types of the union.
        expect(decoded(event as StreamEvent)).toEqual(right([event]));
      }),
      { numRuns: 300 },
    );
  });

  it('each type of event, on one line', () => {
    for (const event of oneOfEach) {
      const message = encodeEvent(event);
      expect(message?.event).toBe(event.type === 'retrying' ? undefined : event.type);
      expect(message?.data ?? '').not.toMatch(/[\r\n]/);
    }
  });

  it.each<[FinishReason, string]>([
    ['stop', 'stop'],
    ['length', 'length'],
    ['toolCalls', 'tool_calls'],
    ['contentFilter', 'content_filter'],
    ['other', 'other'],
  ])('the reason %s as %s', (finishReason, word) => {
    expect(encodeEvent(doneEvent({ finishReason }))?.data).toBe(`{"finish_reason":"${word}"}`);
  });

  it('an event of an app', () => {
    const event = { type: 'citation', data: { url: 'https://a.example' } };
    const message = encodeEvent(event);
    const events = { citation: t.type({ url: t.string }) };
    expect(message && streamingChatProtocol({ events }).decoder().decode(message)).toEqual(
      right([event]),
    );
  });

  it('a usage without the counts that are none', () => {
    const usage = { inputTokens: 1, outputTokens: NaN, reasoningTokens: -1, cost: 0.5 };
    expect(encodeEvent(usageEvent(usage))?.data).toBe('{"input_tokens":1,"cost":0.5}');
  });

  it('an error with its wait in seconds, and its message on one line of at most 2000', () => {
    const event = errorEvent('Slow\n down', { code: 'busy', status: 503, retryAfterMs: 8123 });
    expect(encodeEvent(event)?.data).toBe(
      '{"message":"Slow down","code":"busy","status":503,"retry_after":8.123}',
    );
    expect(decoded(event)).toEqual(right([{ ...event, message: 'Slow down' }]));
    const long = encodeEvent(errorEvent('a'.repeat(9000)));
    expect(JSON.parse(long?.data ?? '').message).toHaveLength(2000);
  });
});

describe('encodeEvent writes nothing for', () => {
  it.each<[string, StreamEvent]>([
    ['retrying', retryingEvent({ attempt: 2, delayMs: 1, error: { message: '', kind: 'api' } })],
    ['a rate below 0', tpsEvent(-1)],
    ['a rate that is no number', tpsEvent(NaN)],
    ['a usage without a count', usageEvent({})],
    ['a usage without a valid count', usageEvent({ inputTokens: 1.5 })],
  ])('%s', (_, event) => {
    expect(encodeEvent(event)).toBeUndefined();
  });
});

describe('encodeEvent refuses, and names the field,', () => {
  const circle: Record<string, unknown> = { secret: 'hush' };
  circle['self'] = circle;

  it.each<[string, unknown, string]>([
    ['what is no event', 'content', 'type must be a string'],
    ['null', null, 'type must be a string'],
    ['an event without a type', { text: 'hush' }, 'type must be a string'],
    ['an empty type', { type: '', data: 1 }, 'type must not be empty'],
    ['the name of unnamed messages', { type: 'message', data: 1 }, 'type must not be empty'],
    ['a type of two lines', { type: 'a\nb', data: 1 }, 'type must not be empty'],
    ['a type with NUL', { type: 'a\0', data: 1 }, 'type must not be empty'],
    ['a type after a space', { type: ' a', data: 1 }, 'type must not be empty'],
    ['an event of an app without data', { type: 'hush' }, 'data of hush must be JSON'],
    ['data with a circle', { type: 'own', data: circle }, 'data of own must be JSON'],
    ['a BigInt', { type: 'own', data: 1n }, 'data of own must be JSON'],
    ['text that is none', { type: 'content', text: 5 }, 'text must be string'],
    ['an index above 127', { type: 'toolCall', index: 128 }, 'index must be a whole number'],
    ['a first attempt', { type: 'reset', attempt: 1 }, 'attempt must be a whole number from 2'],
    ['an error without a message', { type: 'error' }, 'message must be string'],
  ])('%s', (_, event, message) => {
    const write = (): unknown => encodeEvent(event as StreamEvent);
    expect(write).toThrow(TypeError);
    expect(write).toThrow(message);
  });
});
