import { describe, expect, it } from '@jest/globals';
import { type Observable, of } from 'rxjs';
import { throwOnErrorEvent } from '../../operators/index.js';
import { StreamingApiError, type StreamingApiErrorInit } from '../../src/errors/errors.js';
import { contentEvent, doneEvent, errorEvent } from '../../src/eventConstructors.js';
import type { DoneEvent, ErrorEvent, StreamEvent } from '../../src/events.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = { a: contentEvent('a'), d: doneEvent() };
const eventError = (init: Partial<StreamingApiErrorInit>): StreamingApiError =>
  new StreamingApiError('no', { code: 'ERROR_EVENT', phase: 'streaming', ...init });

describe('throwOnErrorEvent', () => {
  it.each([
    [errorEvent('no'), {}, false],
    [
      errorEvent('no', { code: 'X', status: 503, retryAfterMs: 7 }),
      { serverCode: 'X', status: 503, retryAfterMs: 7 },
      true,
    ],
    [
      errorEvent('no', { code: 'insufficient_quota', status: 429 }),
      { serverCode: 'insufficient_quota', status: 429 },
      false,
    ],
  ])('turns %j into an error notification', (event, fields, retryable) => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('--a--e--a--', { ...events, e: event });
      const error = eventError(fields);
      expect(error.retryable).toBe(retryable);
      expectObservable(source.pipe(throwOnErrorEvent())).toBe('--a--#', events, error);
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it.each([
    ['passes other events and completion on', '--a--(d|)', '--a--(d|)'],
    ['passes an error notification on', '--a--#', '--a--#'],
  ])('%s', (_, diagram, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(throwOnErrorEvent())).toBe(expected, events);
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('infers a union without error', () => {
    const rest$ = of<ErrorEvent | DoneEvent>(doneEvent()).pipe(throwOnErrorEvent());
    const inferred: Expect<Equal<typeof rest$, Observable<DoneEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
