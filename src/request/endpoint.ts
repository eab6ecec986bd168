import type { Rule } from '../validation.js';

const dotSegment = /(?:^|\/)(?:\.|%2e){1,2}(?:$|[/?])/i;

/** A path that neither changes the host nor leaves the path of the base URL. */
export const aPath: Rule = {
  is: (path) =>
    typeof path === 'string' &&
    /^(?:$|\?|\/(?!\/))[^\p{Cc}\\#]*$/u.test(path) &&
    !dotSegment.test(path.replace(/\?.*/, '')),
  words: 'empty or a path that begins with one "/", without "..", "\\" and "#"',
};

/** Appends a path to a base URL. Joins the query parameters of both. */
export function endpoint(base: URL, path: string): string {
  // Without a path the base URL is the address, and a slash at its end may matter.
  const root = path === '' ? base.pathname : base.pathname.replace(/(?<!\/)\/+$/, '');
  const url = new URL(`${base.origin}${root}${path}`);
  url.search = [url.search, base.search]
    .map((each) => each.slice(1))
    .filter(Boolean)
    .join('&');
  return url.href;
}
