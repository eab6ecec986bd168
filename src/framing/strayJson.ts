/** Watches a stream for JSON behind its last event. */
export interface StrayJson {
  /** Takes a piece of the stream, and whether an event came to its end in it. */
  readonly push: (text: string, hasEvent: boolean) => void;
  /** The JSON behind the last event, if there is any; it may be cut. */
  readonly end: () => string;
}

// What follows the last event of a text: the first blank line behind its data ends it.
const behindEvent = (text: string): string => {
  const event = text.replace(/^[^]*[\r\n](?=data[:\r\n])/, '');
  const end = event.search(/(?:\n|\r(?!\n))[\r\n]/);
  return end === -1 ? '' : event.slice(end + 1);
};

// From the last line on that begins with `{`.
const lastObject = (text: string): string => {
  const at = Math.max(text.lastIndexOf('\n{'), text.lastIndexOf('\r{'));
  return at === -1 ? '' : text.slice(at + 1);
};

/**
 * Keeps the last line that begins with `{` behind the last event, and what follows it: some servers give up in the middle of their
 * stream in plain JSON, which an SSE parser passes by.
 */
export function strayJson(maxSize: number): StrayJson {
  // The latest piece; it is read only when no event comes behind it, as one nearly always does.
  let unread = '';
  let isEvent = false;
  // The character before it: a line end, at the start of all.
  let before = '\n';
  let kept = '';

  // The JSON in the latest piece.
  const find = (): string => {
    // Most pieces have none anywhere, and to join texts takes time.
    if (!unread.startsWith('{') && !unread.includes('\n{') && !unread.includes('\r{')) return '';
    const text = before + unread;
    return lastObject(isEvent ? behindEvent(text) : text);
  };

  const read = (): void => {
    const found = find();
    if (found !== '') kept = found;
    else if (kept !== '') kept += unread;
    if (kept.length > maxSize) kept = '';
    before = unread.slice(-1) || before;
  };

  return {
    push: (text, hasEvent) => {
      if (hasEvent) {
        before = unread.slice(-1) || before;
        kept = '';
      } else read();
      isEvent = hasEvent;
      unread = text;
    },
    end: () => {
      read();
      return kept;
    },
  };
}
