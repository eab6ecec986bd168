import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  catchError,
  defer,
  delay,
  EMPTY,
  filter,
  from,
  map,
  Observable,
  ReplaySubject,
  switchMap,
  toArray,
} from 'rxjs';
import { type ChatTransport, fetchTransport, type TransportFrame } from '../../../../src/index.js';
import { transportLaws } from '../../../../src/testing/index.js';
import { type FakeServer, startFakeServer } from '../../../../src/testing/node/index.js';

let server: FakeServer;

beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());

const good = fetchTransport();

/** The names of the laws that a transport breaks. */
const brokenBy = async (transport: ChatTransport, patience = 1500): Promise<readonly string[]> => {
  const broken: string[] = [];
  for (const { name, run } of transportLaws(() => transport, server, { patience })) {
    try {
      await run();
    } catch {
      broken.push(name);
    }
  }
  return broken;
};

describe('transportLaws catch, by name,', () => {
  it('nothing in the transport of this package', async () => {
    expect(await brokenBy(good, 20_000)).toEqual([]);
  });

  it.each<[string, ChatTransport, readonly string[]]>([
    [
      'one that ignores unsubscribe',
      (request) =>
        new Observable((subscriber) => {
          good(request).subscribe({
            next: (frame) => subscriber.next(frame),
            error: (error: unknown) => subscriber.error(error),
            complete: () => subscriber.complete(),
          });
        }),
      [
        'closes the connection when it is unsubscribed before the response',
        'closes the connection when it is unsubscribed in the body, and emits nothing more',
        'closes the connection when it is unsubscribed inside of next',
      ],
    ],
    [
      'one that sends before it is subscribed to',
      (request) => {
        const response = new ReplaySubject<TransportFrame>();
        good(request).subscribe(response);
        return response;
      },
      [
        'sends nothing before it is subscribed to',
        'sends the request as it is given, once for each subscription',
        'closes the connection when it is unsubscribed before the response',
        'closes the connection when it is unsubscribed in the body, and emits nothing more',
        'closes the connection when it is unsubscribed inside of next',
      ],
    ],
    [
      'one that reads the whole body first',
      (request) =>
        good(request).pipe(
          toArray(),
          switchMap((frames) => from(frames)),
        ),
      [
        'closes the connection when it is unsubscribed in the body, and emits nothing more',
        'closes the connection when it is unsubscribed inside of next',
        'hands on what comes as it comes',
        'errors when the connection is lost, after what has come',
      ],
    ],
    [
      'one that takes a lost connection for the end',
      (request) => good(request).pipe(catchError(() => EMPTY)),
      ['errors when no server listens', 'errors when the connection is lost, after what has come'],
    ],
    [
      'one that makes an error of a refusal',
      (request) =>
        good(request).pipe(
          map((frame) => {
            if (frame.kind === 'open' && frame.status >= 400) throw new Error('refused');
            return frame;
          }),
        ),
      ['hands on a refusal, which is no error'],
    ],
    [
      'one that loses bytes',
      (request) =>
        good(request).pipe(
          map((frame) =>
            frame.kind === 'data' ? { ...frame, chunk: frame.chunk.slice(0, 1000) } : frame,
          ),
        ),
      ['opens with the status and the headers of the response, then hands on every byte'],
    ],
    [
      'one that loses the head',
      (request) => good(request).pipe(filter(({ kind }) => kind !== 'open')),
      [
        'opens with the status and the headers of the response, then hands on every byte',
        'hands on a refusal, which is no error',
      ],
    ],
    [
      'one that loses the headers of the request',
      (request) => good({ ...request, headers: {} }),
      ['sends the request as it is given, once for each subscription'],
    ],
    [
      'one that follows redirects',
      fetchTransport({ redirect: 'follow' }),
      ['does not send the request on to where a server redirects it'],
    ],
  ])('%s', async (_, transport, laws) => {
    const broken = await brokenBy(transport);
    expect([...broken].sort()).toEqual([...laws].sort());
  });

  it('one that sends each request twice', async () => {
    const twice: ChatTransport = (request) =>
      defer(() => {
        good(request).subscribe({ error: () => {} });
        return good(request).pipe(delay(0));
      });
    expect(await brokenBy(twice)).toContain(
      'sends the request as it is given, once for each subscription',
    );
  });
});

it('transportLaws check their parameters', () => {
  expect(() => transportLaws(5 as never, server)).toThrow('transportLaws: make must be a function');
  expect(() => transportLaws(() => good, 5 as never)).toThrow(
    'transportLaws: server must be an object',
  );
});
