import { describe, expect, it } from '@jest/globals';
import { map, type Observable, of } from 'rxjs';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  isEvent,
  isTerminal,
  matchEvent,
  reasoningEvent,
  resetEvent,
  type StreamEvent,
  toolCallEvent,
  tpsEvent,
  usageEvent,
} from '../../src/events.js';
import type { Equal, Expect } from '../helpers/types.js';

const oneOfEach: readonly StreamEvent[] = [
  { type: 'content', text: 'a' },
  { type: 'reasoning', text: 'b' },
  { type: 'toolCall', index: 0, id: 'c1', name: 'add', argumentsText: '{' },
  { type: 'tps', tps: 4, source: 'server' },
  { type: 'usage', usage: { inputTokens: 1 } },
  { type: 'error', message: 'no', code: 'X', status: 503, retryAfterMs: 10 },
  { type: 'reset', attempt: 2 },
  { type: 'done', finishReason: 'stop' },
];

describe('the constructors', () => {
  it('make the events of the union', () => {
    expect([
      contentEvent('a'),
      reasoningEvent('b'),
      toolCallEvent({ index: 0, id: 'c1', name: 'add', argumentsText: '{' }),
      tpsEvent(4),
      usageEvent({ inputTokens: 1 }),
      errorEvent('no', { code: 'X', status: 503, retryAfterMs: 10 }),
      resetEvent(2),
      doneEvent({ finishReason: 'stop' }),
    ]).toStrictEqual(oneOfEach);
  });

  it('leave out what is not known', () => {
    expect([errorEvent('no'), doneEvent()]).toStrictEqual([
      { type: 'error', message: 'no' },
      { type: 'done' },
    ]);
  });

  it('mark an estimate', () => {
    expect(tpsEvent(4, 'estimated').source).toBe('estimated');
  });
});

describe('matchEvent', () => {
  it('calls the handler of the type, and gives its result', () => {
    const name = matchEvent({
      content: ({ text }) => `content ${text}`,
      reasoning: ({ text }) => `reasoning ${text}`,
      toolCall: (event) => `toolCall ${event.name}`,
      tps: ({ tps }) => `tps ${tps}`,
      usage: ({ usage }) => `usage ${usage.inputTokens}`,
      error: ({ message }) => `error ${message}`,
      reset: ({ attempt }) => `reset ${attempt}`,
      done: ({ finishReason }) => `done ${finishReason}`,
    });
    expect(oneOfEach.map(name)).toEqual([
      'content a',
      'reasoning b',
      'toolCall add',
      'tps 4',
      'usage 1',
      'error no',
      'reset 2',
      'done stop',
    ]);
  });

  it('gives the fallback what has no handler, also what an object inherits', () => {
    const name: (event: { readonly type: string }) => string = matchEvent(
      { content: () => 'content' },
      ({ type }: { readonly type: string }) => `other ${type}`,
    );
    expect(['content', 'tps', 'constructor', '__proto__'].map((type) => name({ type }))).toEqual([
      'content',
      'other tps',
      'other constructor',
      'other __proto__',
    ]);
  });

  it('throws on a type that has neither handler nor fallback', () => {
    const name: (event: { readonly type: 'a' }) => string = matchEvent({ a: () => 'a' });
    // A newer server may send what the types do not know.
    expect(() => name({ type: 'b' } as unknown as { type: 'a' })).toThrow(
      new TypeError('matchEvent: no handler for event type "b" and no fallback'),
    );
  });

  it('infers what the handlers return, without annotations', () => {
    const size = matchEvent({ content: ({ text }) => text.length, error: () => null }, () => '');
    const inferred: Expect<Equal<typeof size, (event: StreamEvent) => number | null | string>> =
      true;
    // @ts-expect-error -- without a fallback every type needs a handler
    matchEvent({ content: () => 1 });
    expect([inferred, size(contentEvent('abc'))]).toEqual([true, 3]);
  });

  it('infers the union of a pipeline, custom events too', () => {
    type Wide = StreamEvent | { type: 'citation'; data: { url: string } };
    const custom$ = of<Wide>(contentEvent('a'));
    const some$ = custom$.pipe(map(matchEvent({ citation: ({ data }) => data.url }, () => 0)));
    const all$ = custom$.pipe(
      map(
        matchEvent({
          content: ({ text }) => text,
          reasoning: ({ text }) => text,
          toolCall: ({ name }) => name,
          tps: ({ source }) => source,
          usage: () => '',
          error: ({ message }) => message,
          reset: () => '',
          done: () => '',
          citation: ({ data }) => data.url,
        }),
      ),
    );
    const inferred: [
      Expect<Equal<typeof some$, Observable<string | number>>>,
      Expect<Equal<typeof all$, Observable<string>>>,
    ] = [true, true];
    expect(inferred).toEqual([true, true]);
  });
});

describe('the guards', () => {
  it('tell one type', () => {
    expect(oneOfEach.filter(isEvent('content'))).toEqual([{ type: 'content', text: 'a' }]);
  });

  it('tell what nothing can follow', () => {
    expect(oneOfEach.filter(isTerminal).map(({ type }) => type)).toEqual(['error', 'done']);
  });
});
