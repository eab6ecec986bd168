type Fetch = (url: string, init: RequestInit) => Promise<Response>;
type Option = 'redirect' | 'cache';

// Cloudflare's workerd refuses both of these, the second with a compatibility date before
// 2024-11-11. It refuses them before it sends anything, as `new Request` does.
const refusable = { redirect: 'error', cache: 'no-store' } as const;
const options: readonly Option[] = ['redirect', 'cache'];

// The options that a `fetch` does not know, as far as that has been found out.
const unknownTo = /*#__PURE__*/ new WeakMap<Fetch, Set<Option>>();

/** Whether the runtime refuses an option. Asks without sending anything. */
const isRefused = (option: Option): boolean => {
  if (typeof globalThis.Request !== 'function') return false;
  try {
    return !new Request('http://localhost', { [option]: refusable[option] });
  } catch {
    return true;
  }
};

const unknownOptions = (send: Fetch): Set<Option> => {
  const unknown = unknownTo.get(send) ?? new Set(options.filter(isRefused));
  unknownTo.set(send, unknown);
  return unknown;
};

/** Whether a failure says that an option is unknown. That a server redirects is none of these. */
const isAbout = (option: Option, failure: unknown): boolean => {
  const { message, code } = Object(failure);
  return (
    code === undefined &&
    new RegExp(`\\b${option}\\b`, 'i').test(message) &&
    /\b(invalid|unsupported|unknown|must be|not (implemented|supported|a valid))\b/i.test(message)
  );
};

/** Leaves an option out, but still follows no redirect. */
const without = (option: Option, init: RequestInit): RequestInit => {
  const rest = { ...init };
  delete rest[option];
  return option === 'redirect' ? { ...rest, redirect: 'manual' } : rest;
};

const ignore = (): void => {};

/** How a request fails that is aborted before it begins: `fetch` reads its options first. */
const failureUnsent = async (send: Fetch, url: string, init: RequestInit): Promise<unknown> => {
  const controller = new AbortController();
  controller.abort();
  try {
    const response = await send(url, { ...init, signal: controller.signal });
    response.body?.cancel().catch(ignore);
    return undefined;
  } catch (failure) {
    return failure;
  }
};

/**
 * Calls `fetch` without the options that it does not know. Sends a request again only if the first
 * one was refused because of an option, so that nothing was sent: the failure says so, and so does
 * that of a request which cannot be sent.
 */
export async function sendKnown(send: Fetch, url: string, init: RequestInit): Promise<Response> {
  const unknown = unknownOptions(send);
  for (;;) {
    const given = options.filter((option) => init[option] === refusable[option]);
    const known = given
      .filter((option) => unknown.has(option))
      .reduce((rest, option) => without(option, rest), init);
    try {
      return await send(url, known);
    } catch (failure) {
      const option = given.find((each) => !unknown.has(each) && isAbout(each, failure));
      if (option === undefined || init.signal?.aborted) throw failure;
      if (!isAbout(option, await failureUnsent(send, url, known))) throw failure;
      unknown.add(option);
    }
  }
}
