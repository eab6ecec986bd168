import { BehaviorSubject, config, filter, firstValueFrom, Subject, type Subscription } from 'rxjs';
import { isStreamingError, sendStreamingChat, type StreamEvent } from '../../src/index.js';
import { request } from '../helpers/samples.js';
import type { App, AppLink, ErrorReport, Row } from './row.js';

/** What was seen of a row from the client's side, as plain data. */
export interface Observation {
  readonly events: readonly StreamEvent[];
  /** `pending` when it did not end within the bound. */
  readonly end: 'complete' | 'error' | 'pending';
  readonly error?: ErrorReport;
  /** Values and errors after an end, at the app or inside of the pipeline, by their kind. */
  readonly late: readonly string[];
  readonly timersLeft: number;
  readonly listenersLeft: number;
  readonly unhandled: readonly string[];
}

/** Reports unhandled rejections, until the returned function is called. */
export type WatchUnhandled = (report: (reason: unknown) => void) => () => void;

/** Both ends of the link between a server and the app that is played. */
export type Link = AppLink & Pick<App, 'called' | 'note'>;

export const makeLink = (): Link => {
  const calls = new Subject<void>();
  const deliveries = new BehaviorSubject(0);
  return {
    called: calls,
    call: () => calls.next(),
    note: () => deliveries.next(deliveries.value + 1),
    delivered: (count) =>
      firstValueFrom(deliveries.pipe(filter((delivered) => delivered >= count))),
  };
};

// In ms. For what hangs; nothing that is well takes a tenth of it, however busy the machine.
const bound = 60_000;
// In ms. For what comes too late to be part of the answer.
const aftermath = 20;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays the app's part of a row against the server at `baseUrl`. Runs in any runtime. */
export async function play(
  { run = ({ send }) => send() }: Pick<Row, 'run'>,
  baseUrl: string,
  watchUnhandled: WatchUnhandled,
  { called, note }: Link = makeLink(),
): Promise<Observation> {
  const events: StreamEvent[] = [];
  const late: string[] = [];
  const unhandled: string[] = [];
  const timers = watchTimers();
  const { controller, listeners } = watchedController();
  const app: App = {
    controller,
    called,
    note,
    send: (more, fields) =>
      sendStreamingChat({ ...request, ...fields }, { baseUrl, signal: controller.signal, ...more }),
  };

  const unwatch = watchUnhandled((reason) => unhandled.push(String(reason)));
  // A second completion does no harm; a value or an error after the end would be lost.
  config.onStoppedNotification = ({ kind }) => kind === 'C' || late.push(kind);

  let subscription: Subscription | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ending = new Promise<Pick<Observation, 'end' | 'error'>>((resolve) => {
    timer = setTimeout(() => resolve({ end: 'pending' }), bound);
    subscription = run(app).subscribe({
      next: (event) => {
        events.push(event);
        note();
      },
      error: (reason: unknown) => resolve({ end: 'error', error: reportOf(reason) }),
      complete: () => resolve({ end: 'complete' }),
    });
  });
  const ended = await ending;
  clearTimeout(timer);
  await sleep(aftermath);

  config.onStoppedNotification = null;
  unwatch();
  const left = { timersLeft: timers.running(), listenersLeft: listeners() };
  timers.unwatch();
  subscription?.unsubscribe();
  return { ...ended, events, late, ...left, unhandled };
}

/** Counts the running timers of rxjs, which are all intervals. */
const watchTimers = (): { running: () => number; unwatch: () => void } => {
  const { setInterval: set, clearInterval: clear } = globalThis;
  const open = new Set<unknown>();
  globalThis.setInterval = ((...args: Parameters<typeof set>) => {
    const timer = set(...args);
    open.add(timer);
    return timer;
    // Node adds a member for `util.promisify`, which rxjs does not use.
  }) as typeof set;
  globalThis.clearInterval = (timer) => {
    open.delete(timer);
    clear(timer);
  };
  return {
    running: () => open.size,
    unwatch: () => Object.assign(globalThis, { setInterval: set, clearInterval: clear }),
  };
};

const watchedController = (): { controller: AbortController; listeners: () => number } => {
  const controller = new AbortController();
  const { signal } = controller;
  let count = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    count++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    count--;
    remove(...args);
  };
  return { controller, listeners: () => count };
};

const reportOf = (reason: unknown): ErrorReport => {
  const { name, message } = reason instanceof Error ? reason : new Error(String(reason));
  const fields: object = isStreamingError(reason) ? JSON.parse(JSON.stringify(reason)) : {};
  return { ...fields, name, message, causeCodes: causeCodesOf(reason) };
};

const causeCodesOf = (reason: unknown): readonly string[] => {
  if (!(reason instanceof Error)) return [];
  const own = 'code' in reason && !isStreamingError(reason) ? [String(reason.code)] : [];
  return [...own, ...causeCodesOf(reason.cause)];
};
