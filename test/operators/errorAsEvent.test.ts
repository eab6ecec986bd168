import { describe, expect, it } from '@jest/globals';
import { type Observable, of } from 'rxjs';
import { errorAsEvent, throwOnErrorEvent } from '../../operators/index.js';
import {
  StreamingApiError,
  StreamingNetworkError,
  type StreamingApiErrorInit,
} from '../../src/errors/errors.js';
import { contentEvent, doneEvent, errorEvent } from '../../src/eventConstructors.js';
import type { DoneEvent, ErrorEvent, StreamEvent } from '../../src/events.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = { a: contentEvent('a'), d: doneEvent() };
const api = (init: Partial<StreamingApiErrorInit>): StreamingApiError =>
  new StreamingApiError('no', { code: 'HTTP_STATUS', phase: 'headers', ...init });

describe('errorAsEvent', () => {
  it.each([
    [
      'an api error without details',
      api({}),
      errorEvent('no', { code: 'HTTP_STATUS', kind: 'api', retryable: false }),
    ],
    [
      'an api error with details',
      api({ status: 429, serverCode: 'X', retryAfterMs: 7 }),
      errorEvent('no', {
        code: 'X',
        status: 429,
        retryAfterMs: 7,
        kind: 'api',
        retryable: true,
      }),
    ],
    [
      'a network error',
      new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'streaming' }),
      errorEvent('gone', { code: 'CONNECTION_LOST', kind: 'network', retryable: true }),
    ],
  ])('turns %s into one event, and completes', (_, error, event) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a--#', events, error);
      expectObservable(source.pipe(errorAsEvent())).toBe('--a--(e|)', { ...events, e: event });
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it.each([
    ['passes events and completion on', '--a--(d|)', '--a--(d|)'],
    ['passes an error of another kind on', '--a--#', '--a--#'],
  ])('%s', (_, diagram, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events, 'boom');
      expectObservable(source.pipe(errorAsEvent())).toBe(expected, events, 'boom');
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('takes status and code from an api error only', () => {
    const error = Object.assign(
      new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'streaming' }),
      { status: 503, serverCode: 'X' },
    );
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--#', events, error);
      const event = errorEvent('gone', {
        code: 'CONNECTION_LOST',
        kind: 'network',
        retryable: true,
      });
      expectObservable(source.pipe(errorAsEvent())).toBe('--(e|)', { e: event });
      expectSubscriptions(source.subscriptions).toBe('^-!');
    });
  });

  it.each([
    api({ code: 'ERROR_EVENT', phase: 'streaming', status: 503, serverCode: 'X' }),
    new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'streaming' }),
  ])('is undone by throwOnErrorEvent for %s', (error) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a--#', events, error);
      expectObservable(source.pipe(errorAsEvent(), throwOnErrorEvent())).toBe(
        '--a--#',
        events,
        error,
      );
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('infers a union with error', () => {
    const wider$ = of(doneEvent()).pipe(errorAsEvent());
    const inferred: Expect<Equal<typeof wider$, Observable<DoneEvent | ErrorEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
