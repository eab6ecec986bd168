// How providers name their failures, and the HTTP status that each would have as a refusal.
const statuses: readonly (readonly [RegExp, number])[] = [
  [/overload/, 529],
  [/quota|rate_?limit|too_many|exhausted/, 429],
  [/billing|payment|credit/, 402],
  [/authenti|unauthori|api_key/, 401],
  [/permission|forbidden/, 403],
  [/not_?found/, 404],
  [/too_large/, 413],
  [/deadline|timeout/, 504],
  [/unavailable|slow_down|system_resource/, 503],
  [/invalid|bad_request|context_length/, 400],
  [/server|internal|api_error/, 500],
];

/** The HTTP status that a provider's error code implies; `undefined` for an unknown code. */
export const statusOfCode = (code: string): number | undefined =>
  statuses.find(([pattern]) => pattern.test(code.toLowerCase()))?.[1];
