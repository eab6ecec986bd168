// The `fetch` of Node 20 to 24 fails if a response names more than five content codings, but keeps
// the body that it has made by then, on which nobody listens for errors. The next failure of that
// connection, or an abort, then ends the process. Node 26 closes the connection instead.
const MAX_CODINGS = 5;
// Where the versions of undici, which is Node's `fetch`, share the dispatcher; 8 has another place.
const SHARED = /*#__PURE__*/ Symbol.for('undici.globalDispatcher.1');
const LAST_VERSION = 7;

interface Handler {
  readonly onHeaders?: (status: number, headers: readonly unknown[], ...rest: unknown[]) => unknown;
}

interface Dispatcher {
  readonly dispatch: (options: unknown, handler: Handler) => unknown;
}

/** The number of content codings in names and values that take turns. */
const codingsOf = (headers: readonly unknown[]): number =>
  String(headers.join('\n').match(/^content-encoding\n.*/gim)).split(',').length;

/** Makes the response fail while `fetch` can still handle that. */
const guarded = (handler: Handler): Handler =>
  Object.assign(Object.create(handler), {
    onHeaders(this: Handler, ...args: Parameters<NonNullable<Handler['onHeaders']>>) {
      if (codingsOf(args[1]) > MAX_CODINGS) throw new Error('Too many content codings');
      return handler.onHeaders?.apply(this, args);
    },
  });

/**
 * The option of Node's own `fetch` that keeps a server from ending the process; none on other
 * platforms and on versions of Node that need none. It wraps the dispatcher that `fetch` would use,
 * such as the one that an app has set for a proxy.
 */
export function codingsGuard(): { readonly dispatcher?: Dispatcher } {
  // Reading `Headers` makes Node load its `fetch`, which sets the dispatcher.
  const {
    Headers,
    process,
    [SHARED]: own,
  } = globalThis as {
    readonly Headers?: unknown;
    readonly process?: { readonly versions?: { readonly undici?: string } };
    readonly [SHARED]?: Dispatcher;
  };
  if (!Headers || !own || !(parseInt(process?.versions?.undici ?? '') <= LAST_VERSION)) return {};
  return {
    dispatcher: Object.assign(Object.create(own), {
      dispatch: (options: unknown, handler: Handler) =>
        own.dispatch(options, handler.onHeaders ? guarded(handler) : handler),
    }),
  };
}
