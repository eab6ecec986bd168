/** Watches a stream for JSON behind its last event. */
export interface BareJson {
  /** Takes a piece of the stream, and whether an event came to its end in it. */
  readonly push: (text: string, hasEvent: boolean) => void;
  /** The JSON behind the last event, if there is any; it may be cut. */
  readonly end: () => string;
}

/**
 * Keeps the last line that begins with `{` behind the last event, and what follows it: some servers give up in the middle of their
 * stream in plain JSON, which an SSE parser passes by.
 */
export function bareJson(maxSize: number): BareJson {
  // The latest piece; it is read only when no event comes behind it, as one nearly always does.
  let unread = '';
  // The character before it: a line end, or the start of all.
  let before = '\n';
  let kept = '';

  const read = (): void => {
    const text = before + unread;
    const isFound = text.includes('\n{') || text.includes('\r{');
    if (isFound) kept = text.slice(Math.max(text.lastIndexOf('\n{'), text.lastIndexOf('\r{')) + 1);
    else if (kept !== '') kept += unread;
    if (kept.length > maxSize) kept = '';
    before = text.slice(-1);
  };

  return {
    push: (text, hasEvent) => {
      if (hasEvent) before = kept = '';
      else read();
      unread = text;
    },
    end: () => {
      read();
      return /^data/m.test(kept) ? '' : kept;
    },
  };
}
