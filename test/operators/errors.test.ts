import { describe, expect, it } from '@jest/globals';
import { type Observable, of } from 'rxjs';
import { errorAsEvent, throwOnErrorEvent } from '../../operators/index.js';
import {
  StreamingApiError,
  StreamingNetworkError,
  type StreamingApiErrorInit,
} from '../../src/errors/errors.js';
import {
  contentEvent,
  type DoneEvent,
  doneEvent,
  type ErrorEvent,
  errorEvent,
  type StreamEvent,
} from '../../src/events.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = { a: contentEvent('a'), d: doneEvent() };
const api = (init: Partial<StreamingApiErrorInit>): StreamingApiError =>
  new StreamingApiError('no', { code: 'HTTP_STATUS', phase: 'headers', ...init });

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
  ])('turns %j into an error', (event, fields, retryable) => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('--a--e--a--', { ...events, e: event });
      const error = api({ code: 'ERROR_EVENT', phase: 'streaming', ...fields });
      expect(error.retryable).toBe(retryable);
      expectObservable(source.pipe(throwOnErrorEvent())).toBe('--a--#', events, error);
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it.each([
    ['passes on all other events', '--a--(d|)', '--a--(d|)'],
    ['passes on an error', '--a--#', '--a--#'],
  ])('%s', (_, diagram, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(throwOnErrorEvent())).toBe(expected, events);
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('removes error from the union', () => {
    const rest$ = of<ErrorEvent | DoneEvent>(doneEvent()).pipe(throwOnErrorEvent());
    const inferred: Expect<Equal<typeof rest$, Observable<DoneEvent>>> = true;
    expect(inferred).toBe(true);
  });
});

describe('errorAsEvent', () => {
  it.each([
    ['a refusal without details', api({}), errorEvent('no', { code: 'HTTP_STATUS' })],
    [
      'a refusal with details',
      api({ status: 429, serverCode: 'X', retryAfterMs: 7 }),
      errorEvent('no', { code: 'X', status: 429, retryAfterMs: 7 }),
    ],
    [
      'a lost connection',
      new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'streaming' }),
      errorEvent('gone', { code: 'CONNECTION_LOST' }),
    ],
  ])('emits an error event and completes for %s', (_, error, event) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a--#', events, error);
      expectObservable(source.pipe(errorAsEvent())).toBe('--a--(e|)', { ...events, e: event });
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it.each([
    ['passes on events and completion', '--a--(d|)', '--a--(d|)'],
    ['passes on errors of other packages', '--a--#', '--a--#'],
  ])('%s', (_, diagram, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events, 'boom');
      expectObservable(source.pipe(errorAsEvent())).toBe(expected, events, 'boom');
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('copies a status only from an error of kind api', () => {
    const error = Object.assign(
      new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'streaming' }),
      { status: 503, serverCode: 'X' },
    );
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--#', events, error);
      const event = errorEvent('gone', { code: 'CONNECTION_LOST' });
      expectObservable(source.pipe(errorAsEvent())).toBe('--(e|)', { e: event });
      expectSubscriptions(source.subscriptions).toBe('^-!');
    });
  });

  it('is undone by throwOnErrorEvent', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const error = api({ code: 'ERROR_EVENT', phase: 'streaming', status: 503, serverCode: 'X' });
      const source = cold('--a--#', events, error);
      expectObservable(source.pipe(errorAsEvent(), throwOnErrorEvent())).toBe(
        '--a--#',
        events,
        error,
      );
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('adds error to the union', () => {
    const wider$ = of(doneEvent()).pipe(errorAsEvent());
    const inferred: Expect<Equal<typeof wider$, Observable<DoneEvent | ErrorEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
