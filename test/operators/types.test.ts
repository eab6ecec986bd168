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
import type { StreamEvent } from '../../src/events.js';
import type { ChatReply } from '../../src/reply/reply.js';
import { exactly } from '../helpers/types.js';
import { operatorTypes } from './operatorTypes.js';

interface Citation {
  readonly type: 'citation';
  readonly data: { readonly url: string };
}

// The compiler is the test: what is expected here only shows that all of it was compiled.
describe('the compiler', () => {
  it.each(Object.entries(operatorTypes))(
    'infers the result of %s, and rejects wrong options',
    (_, { inferred, rejected }) => {
      expect([inferred.length, rejected.length]).not.toContain(0);
    },
  );

  it('keeps an event of the app in the union through a chain, without annotations', () => {
    const wide$: Observable<StreamEvent | Citation> = EMPTY;
    const events$ = wide$.pipe(
      timeoutBetweenChunks(1000),
      throwOnErrorEvent(),
      retryOnNetwork(),
      splitReasoning(),
      sampleTps(),
      coalesceContent(),
      errorAsEvent(),
    );
    expect(exactly<Observable<StreamEvent | Citation>>()(events$)).toBe(events$);
    const reply$ = events$.pipe(accumulateReply());
    expect(exactly<Observable<ChatReply>>()(reply$)).toBe(reply$);
  });

  it('infers the result of operators that `pipe` joins into one', () => {
    const guarded = pipe(
      (source: Observable<StreamEvent>) => source,
      timeoutBetweenChunks(1000),
      retryOnNetwork(),
      accumulateContent(),
    );
    const text$ = of<StreamEvent>().pipe(guarded);
    expect(exactly<Observable<string>>()(text$)).toBe(text$);
  });
});
