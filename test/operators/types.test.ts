import { describe, expect, it } from '@jest/globals';
import { EMPTY, type Observable, of, pipe } from 'rxjs';
import {
  accumulateContent,
  accumulateReply,
  coalesceContent,
  errorAsEvent,
  retryOnNetwork,
  sampleTps,
  splitReasoning,
  throwOnErrorEvent,
  timeoutBetweenChunks,
} from '../../operators/index.js';
import type {
  ContentEvent,
  DoneEvent,
  ErrorEvent,
  ReasoningEvent,
  ResetEvent,
  StreamEvent,
  TpsEvent,
} from '../../src/events.js';
import type { ChatReply } from '../../src/reply.js';
import type { Equal, Expect } from '../helpers/types.js';

interface Citation {
  readonly type: 'citation';
  readonly data: { readonly url: string };
}

// The compiler is the test. This only shows that the file has been compiled.
const compiled = (...proofs: readonly true[]): void => expect(proofs).not.toContain(false);

describe('a pipe without annotations', () => {
  const wide$: Observable<StreamEvent | Citation> = EMPTY;
  const narrow$: Observable<ContentEvent | DoneEvent> = EMPTY;

  it('keeps a wider union', () => {
    const events$ = wide$.pipe(
      timeoutBetweenChunks(1000),
      throwOnErrorEvent(),
      retryOnNetwork(),
      splitReasoning(),
      sampleTps(),
      coalesceContent(),
      errorAsEvent(),
    );
    const kept: Expect<Equal<typeof events$, Observable<StreamEvent | Citation>>> = true;
    const reply$ = events$.pipe(accumulateReply());
    const folded: Expect<Equal<typeof reply$, Observable<ChatReply>>> = true;
    compiled(kept, folded);
  });

  it('grows a narrower union by what an operator adds, and shrinks it by what it removes', () => {
    const retried$ = narrow$.pipe(retryOnNetwork());
    const split$ = narrow$.pipe(splitReasoning());
    const sampled$ = narrow$.pipe(sampleTps());
    const failed$ = narrow$.pipe(errorAsEvent());
    const thrown$ = failed$.pipe(throwOnErrorEvent());
    const same$ = narrow$.pipe(coalesceContent(), timeoutBetweenChunks({ each: 1 }));
    const a: Expect<Equal<typeof retried$, Observable<ContentEvent | DoneEvent | ResetEvent>>> =
      true;
    const b: Expect<Equal<typeof split$, Observable<ContentEvent | DoneEvent | ReasoningEvent>>> =
      true;
    const c: Expect<Equal<typeof sampled$, Observable<ContentEvent | DoneEvent | TpsEvent>>> = true;
    const d: Expect<Equal<typeof failed$, Observable<ContentEvent | DoneEvent | ErrorEvent>>> =
      true;
    const e: Expect<Equal<typeof thrown$, Observable<ContentEvent | DoneEvent>>> = true;
    const f: Expect<Equal<typeof same$, Observable<ContentEvent | DoneEvent>>> = true;
    compiled(a, b, c, d, e, f);
  });

  it('joins operators into one', () => {
    const guarded = pipe(
      (source: Observable<StreamEvent>) => source,
      timeoutBetweenChunks(1000),
      retryOnNetwork(),
      accumulateContent(),
    );
    const text$ = of<StreamEvent>().pipe(guarded);
    const joined: Expect<Equal<typeof text$, Observable<string>>> = true;
    compiled(joined);
  });
});

it('the compiler rejects wrong options and sources', () => {
  const calls = [
    // @ts-expect-error -- it takes no options
    () => accumulateContent({}),
    // @ts-expect-error -- it takes no options
    () => accumulateReply({}),
    // @ts-expect-error -- a misspelt option
    () => coalesceContent({ intervall: 5 }),
    // @ts-expect-error -- it takes no options
    () => errorAsEvent({}),
    // @ts-expect-error -- an unknown choice
    () => retryOnNetwork({ retryUntil: 'done' }),
    // @ts-expect-error -- an unknown choice
    () => retryOnNetwork({ midStream: 'go on' }),
    // @ts-expect-error -- a number as text
    () => sampleTps({ window: '5' }),
    // @ts-expect-error -- a counter of events; it is given the text
    () => sampleTps({ countTokens: (event: StreamEvent) => event.type.length }),
    // @ts-expect-error -- a name is not a list of names
    () => splitReasoning({ tags: 'think' }),
    // @ts-expect-error -- it takes no options
    () => throwOnErrorEvent({}),
    // @ts-expect-error -- `each` is required
    () => timeoutBetweenChunks({ first: 5 }),
    // @ts-expect-error -- numbers are not events
    () => of(1).pipe(splitReasoning()),
  ];
  expect(calls).toHaveLength(12);
});
