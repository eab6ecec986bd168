/** A time to wait in whole ms, so that 8.123 s are 8123; `undefined` for one that is not finite. */
export const wholeMs = (ms: number): number | undefined =>
  Number.isFinite(ms) && ms >= 0 ? Math.round(ms) : undefined;
