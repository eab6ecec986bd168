/** Watches a stream for JSON between its events. */
export interface BareJson {
  readonly push: (text: string) => void;
  /** The JSON behind the last event, if there is any; it may be cut. */
  readonly end: () => string;
}

/**
 * Keeps the last line of an event stream that begins with `{`, and what follows it: some servers give up in the middle of their
 * stream in plain JSON, which an SSE parser passes by.
 */
export function bareJson(maxSize: number): BareJson {
  let before = '\n';
  let kept = '';

  return {
    push: (text) => {
      const joined = before + text;
      const at = Math.max(joined.lastIndexOf('\n{'), joined.lastIndexOf('\r{'));
      if (at !== -1) kept = joined.slice(at + 1);
      else if (kept !== '') kept += text;
      if (kept.length > maxSize) kept = '';
      before = joined.slice(-1);
    },
    end: () => (/^data/m.test(kept) ? '' : kept),
  };
}
