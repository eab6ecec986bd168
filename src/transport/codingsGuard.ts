// The `fetch` of Node 20 to 24 fails if a response names more than five content codings, but keeps
// the body that it has made by then, on which nobody listens for errors. The next failure of that
// connection, or an abort, then ends the process. Node 26 closes the connection instead.
const MAX_CODINGS = 5;

interface Handler {
  readonly onHeaders: (
    status: number,
    headers: readonly Uint8Array[],
    ...rest: unknown[]
  ) => unknown;
}

interface Dispatcher {
  readonly isMockActive?: unknown;
  readonly dispatch: (options: unknown, handler: Handler) => unknown;
}

/** The number of content codings in names and values that take turns. */
const codingsOf = (headers: readonly Uint8Array[]): number =>
  headers
    .filter((_, at) => /^content-encoding$/i.test(at % 2 === 0 ? '' : String(headers[at - 1])))
    .join()
    .split(',').length;

/** Makes the response fail while `fetch` can still handle that. */
const guarded = (handler: Handler): Handler =>
  Object.create(handler, {
    onHeaders: {
      value(this: Handler, ...args: Parameters<Handler['onHeaders']>) {
        if (codingsOf(args[1]) > MAX_CODINGS) throw new Error('Too many content codings');
        return handler.onHeaders.apply(this, args);
      },
    },
  });

/**
 * The option of Node's own `fetch` that keeps a server from ending the process; none on other
 * platforms and on versions of Node that need none. It wraps the dispatcher that `fetch` would use,
 * such as the one that an app has set for a proxy.
 */
export function codingsGuard(): object {
  const { process, Headers } = globalThis as {
    process?: { versions?: { undici?: string } };
    Headers?: unknown;
  };
  // Reading `Headers` makes Node load its `fetch`, which sets the dispatcher.
  if (Headers === undefined || !(Number.parseInt(process?.versions?.undici ?? '') < 8)) return {};
  const own: Dispatcher | undefined = Reflect.get(
    globalThis,
    Symbol.for('undici.globalDispatcher.1'),
  );
  return own === undefined
    ? {}
    : {
        dispatcher: {
          isMockActive: own.isMockActive,
          dispatch: (options, handler) =>
            own.dispatch(options, 'onHeaders' in handler ? guarded(handler) : handler),
        } satisfies Dispatcher,
      };
}
