// How numbers are printed.

/** Formats a number to three significant digits, or to an integer if that has more. */
export const digits = (value) =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));

/** Formats a count of events: `10_000` → `10k`. */
export const count = (value) => (value < 1e6 ? `${value / 1000}k` : `${value / 1e6}M`);

/** Formats a ratio with the quartiles of the rounds. */
export const spread = ({ ratio, low, high }) =>
  `${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;

/** Formats bytes as MB; a negative difference of heaps counts as 0. */
export const megabytes = (bytes) => (Math.max(0, bytes) / 1e6).toFixed(1);
