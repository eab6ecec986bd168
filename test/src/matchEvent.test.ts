import { describe, expect, it } from '@jest/globals';
import { map, type Observable, of } from 'rxjs';
import { contentEvent } from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { matchEvent } from '../../src/matchEvent.js';
import { oneOfEach } from '../helpers/oneOfEach.js';
import type { Equal, Expect } from '../helpers/types.js';

describe('matchEvent', () => {
  it('calls the handler of the type and returns its result', () => {
    const name = matchEvent({
      content: ({ text }) => `content ${text}`,
      reasoning: ({ text }) => `reasoning ${text}`,
      toolCall: (event) => `toolCall ${event.name}`,
      toolResult: ({ id }) => `toolResult ${id}`,
      source: ({ url }) => `source ${url}`,
      file: ({ mediaType }) => `file ${mediaType}`,
      tps: ({ tps }) => `tps ${tps}`,
      usage: ({ usage }) => `usage ${usage.inputTokens}`,
      providerState: ({ protocol }) => `providerState ${protocol}`,
      error: ({ message }) => `error ${message}`,
      retrying: ({ delayMs }) => `retrying ${delayMs}`,
      reset: ({ attempt }) => `reset ${attempt}`,
      done: ({ finishReason }) => `done ${finishReason}`,
    });
    expect(oneOfEach.map(name)).toEqual([
      'content a',
      'reasoning b',
      'toolCall add',
      'toolResult c1',
      'source https://a.example',
      'file image/png',
      'tps 4',
      'usage 1',
      'providerState agUi',
      'error no',
      'retrying 250',
      'reset 2',
      'done stop',
    ]);
  });

  it('calls the fallback for types without a handler, even for names that objects inherit', () => {
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

  it('throws for a type that has neither a handler nor a fallback', () => {
    const name: (event: { readonly type: 'a' }) => string = matchEvent({ a: () => 'a' });
    // A newer server may send what the types do not know.
    expect(() => name({ type: 'b' } as unknown as { type: 'a' })).toThrow(
      new TypeError('matchEvent: no handler for event type "b" and no fallback'),
    );
  });

  it('infers the results of the handlers without annotations', () => {
    const size = matchEvent({ content: ({ text }) => text.length, error: () => null }, () => '');
    const inferred: Expect<Equal<typeof size, (event: StreamEvent) => number | null | string>> =
      true;
    // @ts-expect-error -- without a fallback every type needs a handler
    matchEvent({ content: () => 1 });
    expect([inferred, size(contentEvent('abc'))]).toEqual([true, 3]);
  });

  it('infers the union of the pipeline, with custom events', () => {
    type Wide = StreamEvent | { type: 'citation'; data: { url: string } };
    const custom$ = of<Wide>(contentEvent('a'));
    const some$ = custom$.pipe(map(matchEvent({ citation: ({ data }) => data.url }, () => 0)));
    const all$ = custom$.pipe(
      map(
        matchEvent({
          content: ({ text }) => text,
          reasoning: ({ text }) => text,
          toolCall: ({ name }) => name,
          toolResult: ({ id }) => id,
          source: () => '',
          file: ({ mediaType }) => mediaType,
          tps: ({ source }) => source,
          usage: () => '',
          providerState: ({ protocol }) => protocol,
          error: ({ message }) => message,
          retrying: ({ error }) => error.message,
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
