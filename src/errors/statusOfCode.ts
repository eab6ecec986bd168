import type { ErrorDetails } from '../eventDetails.js';

// How providers name their failures, in small letters without separators, and the HTTP status that
// each would have as a refusal.
const statuses: readonly (readonly [RegExp, number])[] = [
  [/overload/, 529],
  [/quota|ratelimit|toomany|exhausted|throttl|throughput|requestlimit|concurrency/, 429],
  // Bedrock, while it loads a model.
  [/notready/, 429],
  [/billing|payment|credit|balance(?!r)/, 402],
  [/authenti|unauthori|apikey/, 401],
  [/permission|forbidden|denied/, 403],
  [/notfound/, 404],
  [/toolarge/, 413],
  // With the codes of this package, which a backend passes on.
  [/deadline|timeout|timedout|readidle|^progress$|^connect$/, 504],
  [/badgateway|connectionerror|connectfailed|connectionlost|truncated/, 502],
  [/unavailable|slowdown|systemresource|busy|capacity/, 503],
  [/invalid|validation|badrequest|contextlength/, 400],
  // Bedrock answers 424 for a broken stream of its model, and asks to try again.
  [/server|internal|apierror|streamerror/, 500],
];

/** The status of a failure: the server's, or the one that its code implies. */
export const statusOf = ({ status, code = '' }: ErrorDetails): number | undefined =>
  status ?? statusOfCode(code);

/** The HTTP status that a provider's error code implies; `undefined` for an unknown code. */
export function statusOfCode(code: string): number | undefined {
  const name = code.toLowerCase().replace(/[^a-z]/g, '');
  return statuses.find(([pattern]) => pattern.test(name))?.[1];
}
