/** A time to wait in whole ms, so that 8.123 s are 8123; `undefined` for one that is not finite. */
export const wholeMs = (ms: number): number | undefined =>
  Number.isFinite(ms) && ms >= 0 ? Math.round(ms) : undefined;

/**
 * Reads a time to wait, of which `unit` is the unit in ms. Google writes `34.5s`; a header that was
 * sent twice arrives as one, joined with a comma.
 */
export const msIn = (text: string, unit: number): number | undefined =>
  wholeMs(Number(/^(\d+(?:\.\d+)?)\s*(?:,|s?$)/.exec(text)?.[1]) * unit);
