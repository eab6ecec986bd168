import {
  concatMap,
  config,
  connect,
  defer,
  delay,
  filter,
  finalize,
  map,
  type MonoTypeOperatorFunction,
  NEVER,
  Observable,
  of,
  share,
  Subject,
  take,
  takeUntil,
  tap,
  timer,
  VirtualTimeScheduler,
  zip,
} from 'rxjs';
import {
  coalesceContent,
  errorAsEvent,
  retryOnNetwork,
  sampleTps,
  splitReasoning,
  timeoutBetweenChunks,
} from '../../../operators/index.js';
import {
  type ChatTransport,
  contentEvent,
  fetchTransport,
  type StreamEvent,
  type TransportFrame,
} from '../../../src/index.js';
import type { App, Row } from '../row.js';
import { failingFetch, sleepDeep } from './app.js';
import { content, done, openWith, streaming, unended, utf8 } from './wire.js';

const aborted = { name: 'StreamingAbortedError', code: 'ABORTED', retryable: false };

/** Unsubscribes once a frame of this kind has been read, in a turn of its own. */
const unsubscribeAfter =
  (kind: TransportFrame['kind']) =>
  ({ send }: App): Observable<StreamEvent> => {
    const frames = new Subject<TransportFrame>();
    const transport: ChatTransport = (request) =>
      fetchTransport()(request).pipe(tap((frame) => frames.next(frame)));
    const read = frames.pipe(
      filter((frame) => frame.kind === kind),
      delay(0),
    );
    return send({ transport }).pipe(takeUntil(read));
  };
/** Unsubscribes in a later turn, once an event has been delivered. */
const unsubscribeInTheMiddle = <T>(): MonoTypeOperatorFunction<T> =>
  connect((events) => events.pipe(takeUntil(events.pipe(delay(20)))));

/** Does something in the `next` of the app, after it has the event. */
const inNext =
  <T>(act: (event: T) => void): MonoTypeOperatorFunction<T> =>
  (events) =>
    new Observable((app) => {
      // Where rxjs reports what a `next` throws.
      config.onUnhandledError = () => {};
      app.add(() => (config.onUnhandledError = null));
      return events.subscribe({
        next: (event) => {
          app.next(event);
          act(event);
        },
        error: (error: unknown) => app.error(error),
        complete: () => app.complete(),
      });
    });

const left = { end: 'complete' } as const;

const abortReasons: readonly (readonly [string, unknown])[] = [
  ['no reason', undefined],
  ['an Error', new RangeError('enough')],
  ['a string', 'enough'],
  ['what a timeout signal gives', new DOMException('too late', 'TimeoutError')],
];

const foreignAbort = new DOMException('The user aborted a request.', 'AbortError');

/**
 * A transport whose platform answers with `text`; `more` says what reading on and cancelling do.
 */
const answering = (text: string, more: UnderlyingDefaultSource<Uint8Array>) => {
  const body = new ReadableStream<Uint8Array>({
    ...more,
    start: (controller) => controller.enqueue(utf8(text)),
  });
  const headers = { 'content-type': 'text/event-stream' };
  return fetchTransport({ fetch: () => Promise.resolve(new Response(body, { headers })) });
};

// Interleaved, so that shared state would show.
const both = (one: Observable<StreamEvent>, other: Observable<StreamEvent>) =>
  zip(one, other).pipe(
    map(([event, same]) =>
      event.type === 'content' && same.type === 'content'
        ? contentEvent(event.text + same.text)
        : event,
    ),
  );

/** Lets no timer of a usual chain fire, as a browser may do with a hidden page. */
const inHiddenPage = ({ send }: App): Observable<StreamEvent> => {
  const scheduler = new VirtualTimeScheduler();
  return send({ scheduler }).pipe(
    timeoutBetweenChunks({ each: 1000, scheduler }),
    retryOnNetwork({ scheduler }),
    sampleTps({ scheduler }),
    splitReasoning(),
    coalesceContent({ scheduler }),
    errorAsEvent(),
  );
};

export const lifecycleRows: readonly Row[] = [
  {
    id: 'C1',
    title: 'the app unsubscribes while it waits for a token',
    answer: () => {},
    run: ({ send }) => send({}, { accessToken: () => NEVER }).pipe(takeUntil(timer(20))),
    expected: { ...left, posts: 0 },
  },
  {
    id: 'C1',
    title: 'the app unsubscribes before the headers',
    answer: (_, _post, app) => void app.call(),
    run: ({ send, called }) => send().pipe(takeUntil(called)),
    expected: left,
  },
  {
    id: 'C1',
    title: 'the app unsubscribes before the first event',
    answer: openWith(),
    run: unsubscribeAfter('open'),
    expected: left,
  },
  {
    id: 'C1',
    title: 'the app unsubscribes in the middle of the body',
    answer: openWith('Hel'),
    run: ({ send }) => send().pipe(unsubscribeInTheMiddle()),
    expected: { ...left, text: 'Hel' },
  },
  {
    id: 'C1',
    title: 'the app unsubscribes in the middle of a refusal',
    answer: ({ head, write }) => {
      head(503, { 'content-type': 'application/json', 'content-length': 100 });
      write('{"message":');
    },
    run: unsubscribeAfter('data'),
    expected: left,
  },
  {
    id: 'C1',
    title: 'the app unsubscribes while a retry waits',
    answer: ({ respond }) => respond(503, {}, ''),
    run: ({ send }) => {
      const refused = new Subject<void>();
      return send().pipe(
        tap({ error: () => refused.next() }),
        retryOnNetwork({ delay: 60_000, maxDelay: 60_000, jitter: 0 }),
        takeUntil(refused.pipe(delay(0))),
      );
    },
    expected: left,
  },
  {
    id: 'C2',
    title: 'the app unsubscribes inside next',
    answer: unended(content('Hel') + content('lo') + done),
    run: ({ send }) => send().pipe(take(1)),
    expected: { ...left, text: 'Hel' },
  },
  {
    id: 'C3',
    title: 'the signal is aborted before the call',
    answer: () => {},
    run: ({ send, controller }) => {
      controller.abort();
      return send().pipe(retryOnNetwork({ midStream: 'restart', delay: 1 }));
    },
    expected: { end: { ...aborted, phase: 'request' }, posts: 0 },
  },
  ...abortReasons.map(([name, reason]): Row => ({
    id: 'C4',
    title: `the signal is aborted in the middle, with ${name}`,
    answer: openWith('Hel'),
    run: ({ send, controller }) =>
      send().pipe(
        tap(() => setTimeout(() => controller.abort(reason))),
        retryOnNetwork({ midStream: 'restart', delay: 1 }),
      ),
    expected: { text: 'Hel', end: { ...aborted, phase: 'streaming' } },
  })),
  {
    id: 'C4',
    title: 'the signal is aborted before the headers',
    answer: (_, _post, app) => void app.call(),
    run: ({ send, called, controller }) => {
      called.subscribe(() => controller.abort());
      return send();
    },
    expected: { end: { ...aborted, phase: 'sent' } },
  },
  {
    id: 'C5',
    title: 'the signal is aborted after the end',
    answer: streaming(content('Hello') + done),
    run: ({ send, controller }) => send().pipe(finalize(() => controller.abort())),
    expected: { text: 'Hello', end: 'done' },
  },
  {
    id: 'C6',
    title: 'the signal is aborted inside next, when the end has already arrived',
    answer: streaming(content('Hello') + done),
    run: ({ send, controller }) => send().pipe(inNext(() => controller.abort())),
    expected: { text: 'Hello', end: { ...aborted, phase: 'streaming' } },
  },
  {
    id: 'C6',
    title: 'the signal is aborted inside the next of done',
    answer: streaming(content('Hello') + done),
    run: ({ send, controller }) =>
      send().pipe(inNext(({ type }) => type === 'done' && controller.abort())),
    expected: { text: 'Hello', end: 'done' },
  },
  {
    id: 'C7',
    title: 'the platform aborts the request by itself',
    answer: () => {},
    run: ({ send }) => send({ transport: failingFetch(foreignAbort) }),
    expected: {
      end: {
        name: 'StreamingNetworkError',
        code: 'CONNECT_FAILED',
        phase: 'sent',
        retryable: true,
      },
      posts: 0,
    },
  },
  {
    id: 'C7',
    title: 'the platform aborts the body by itself',
    answer: () => {},
    run: ({ send }) =>
      send({
        transport: answering(content('Hello'), { pull: (body) => body.error(foreignAbort) }),
      }),
    expected: {
      text: 'Hello',
      end: {
        name: 'StreamingNetworkError',
        code: 'CONNECTION_LOST',
        phase: 'streaming',
        retryable: true,
      },
      posts: 0,
    },
  },
  ...(['done', 'unsubscribing'] as const).map((cause): Row => ({
    id: 'C10',
    title: `cancelling the body fails, after ${cause}`,
    answer: () => {},
    run: ({ send }) =>
      send({
        transport: answering(content('Hello') + done, {
          cancel: () => Promise.reject(new Error('no')),
        }),
      }).pipe(take(cause === 'done' ? 2 : 1)),
    expected: { text: 'Hello', end: cause === 'done' ? 'done' : 'complete', posts: 0 },
  })),
  {
    id: 'C11',
    title: 'two subscriptions are two requests that share nothing',
    answer: streaming(content('é') + content('ü') + done),
    run: ({ send }) => defer(() => both(send(), send())),
    expected: { text: ['éé', 'üü'], end: 'done', posts: 2 },
  },
  {
    id: 'C11',
    title: 'two subscriptions to a shared answer are one request',
    answer: streaming(content('é') + content('ü') + done),
    run: ({ send }) => {
      const answer = send().pipe(share());
      return both(answer, answer);
    },
    expected: { text: ['éé', 'üü'], end: 'done' },
  },
  {
    id: 'C12',
    title: 'an operator of the app throws',
    answer: openWith('Hello'),
    run: ({ send }) =>
      send().pipe(
        tap(() => {
          throw new RangeError('mine');
        }),
        retryOnNetwork({ midStream: 'restart', delay: 1 }),
      ),
    expected: { end: { name: 'RangeError', message: 'mine' } },
  },
  {
    id: 'C12',
    title: 'the next of the app throws: rxjs reports it, and the answer goes on',
    answer: async (connection) => {
      openWith('Hel')(connection);
      await connection.wait(20);
      connection.send(content('lo'));
      await connection.wait(20);
      connection.send(done);
    },
    run: ({ send }) =>
      send().pipe(
        inNext(({ type }) => {
          if (type === 'content') throw new RangeError('mine');
        }),
      ),
    expected: { text: 'Hello', end: 'done' },
  },
  {
    id: 'C13',
    title: 'a slow consumer gets everything, in order',
    answer: streaming(Array.from('slow but sure', content).join('') + done),
    run: ({ send }) => send().pipe(concatMap((event) => of(event).pipe(delay(5)))),
    expected: { text: [...'slow but sure'], end: 'done' },
  },
  {
    id: 'C13',
    title: 'a slow consumer unsubscribes while events wait in its queue',
    answer: openWith(...'slow but sure'),
    run: ({ send }) =>
      send().pipe(
        concatMap((event) => of(event).pipe(delay(5))),
        take(4),
      ),
    expected: { ...left, text: 'slow' },
  },
  {
    id: 'C14',
    title: 'the timers of a hidden tab hold no event back',
    answer: async (connection) => {
      connection.open();
      for (const text of 'hidden') {
        connection.send(content(text));
        await connection.wait(10);
      }
      connection.send(done);
    },
    run: inHiddenPage,
    expected: { text: 'hidden', end: 'done' },
  },
  {
    id: 'C15',
    title: 'the machine sleeps longer than both limits, while bytes wait',
    answer: async (connection) => {
      openWith('Hel')(connection);
      await connection.wait(50);
      connection.send(content('lo'));
      await connection.wait(50);
      connection.send(done);
    },
    run: ({ send }) =>
      send({ readTimeout: 500 }).pipe(
        tap(({ type }) => type === 'content' && sleepDeep(700)),
        timeoutBetweenChunks({ first: 20_000, each: 500 }),
      ),
    expected: { text: 'Hello', end: 'done' },
  },
  {
    id: 'C16',
    title: 'the machine sleeps longer than the limit, and no byte waits when it wakes',
    answer: openWith('Hel'),
    run: ({ send }) => send({ readTimeout: 500 }).pipe(tap(() => sleepDeep(700))),
    expected: {
      text: 'Hel',
      end: { name: 'StreamingTimeoutError', code: 'READ_IDLE', phase: 'streaming' },
    },
  },
  {
    id: 'C18',
    title: 'the page is shown and hidden twenty times',
    answer: async (connection) => {
      openWith('Hel')(connection);
      await connection.wait(50);
      connection.send(content('lo') + done);
    },
    run: ({ send }) =>
      send().pipe(
        tap(() => {
          for (let i = 0; i < 20; i++) document.dispatchEvent(new Event('visibilitychange'));
        }),
      ),
    expected: { text: 'Hello', end: 'done' },
    only: { runtime: 'browser', because: 'Node has no page' },
  },
];
