type Fetch = (url: string, init: RequestInit) => Promise<Response>;

// Cloudflare's workerd refuses both of these, the second with a compatibility date before
// 2024-11-11. It refuses them before it sends anything, as `new Request` does.
const refusable = { redirect: 'error', cache: 'no-store' } as const;
type Option = keyof typeof refusable;
const options: readonly Option[] = ['redirect', 'cache'];

// The options that a `fetch` does not know, as far as that has been found out.
const unknownTo = /*#__PURE__*/ new WeakMap<Fetch, Set<Option>>();

/** Asks the runtime whether it refuses an option, without sending anything. */
const isRefused = (option: Option): boolean => {
  try {
    return !new Request('http://localhost', { [option]: refusable[option] });
  } catch {
    return typeof globalThis.Request === 'function';
  }
};

/**
 * Whether a failure says that an option is unknown. A redirect does not, nor do the words of a
 * server in it, which come after a colon.
 */
const isAbout = (option: Option, failure: unknown): boolean => {
  const { message, code } = Object(failure);
  const [words = ''] = String(message).split(':');
  return (
    code === undefined &&
    new RegExp(`\\b${option}\\b(?! url)`, 'i').test(words) &&
    /\b(invalid|un(supported|known)|must be|not (implemented|supported|a valid))\b/i.test(words)
  );
};

/**
 * Calls `fetch` without the options that it does not know. Sends a request again only if the first
 * one was refused because of an option, so that nothing was sent.
 */
export async function sendKnown(send: Fetch, url: string, init: RequestInit): Promise<Response> {
  const unknown = unknownTo.get(send) ?? new Set(options.filter(isRefused));
  unknownTo.set(send, unknown);
  for (;;) {
    const given = options.filter((option) => init[option] === refusable[option]);
    const known = { ...init };
    for (const option of given.filter((each) => unknown.has(each))) delete known[option];
    // Without it, a redirect would be followed.
    known.redirect ??= 'manual';
    try {
      return await send(url, known);
    } catch (failure) {
      const option = given.find((each) => known[each] === init[each] && isAbout(each, failure));
      if (option === undefined || init.signal?.aborted) throw failure;
      unknown.add(option);
    }
  }
}
