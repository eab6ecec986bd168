// Numbers as they are printed.

/** Three digits, of which none are dropped before the point. */
export const digits = (value) =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));

/** `10_000` → `10k`. */
export const count = (value) => (value < 1e6 ? `${value / 1000}k` : `${value / 1e6}M`);

/** A ratio, and where the middle half of the rounds lies. */
export const spread = ({ ratio, low, high }) =>
  `${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;

/** Less than nothing is held when something else was let go. */
export const megabytes = (bytes) => (Math.max(0, bytes) / 1e6).toFixed(1);
