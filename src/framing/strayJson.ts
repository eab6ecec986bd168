// Gemini reports an error in the middle of an answer as plain JSON after the last event, outside of
// any event. An SSE parser takes those lines for unknown fields and drops them.

/** Watches a stream for JSON after its last event. */
export interface StrayJson {
  /** Takes the next text of the stream; `hasEvent` says whether an event ended in it. */
  readonly push: (text: string, hasEvent: boolean) => void;
  /** Returns the JSON after the last event, which may be cut off; `''` if there is none. */
  readonly end: () => string;
}

// The text after the last event: that event ends with the first blank line after its data.
const afterLastEvent = (text: string): string => {
  const event = text.replace(/^[^]*[\r\n](?=data[:\r\n])/, '');
  const end = event.search(/(?:\n|\r(?!\n))[\r\n]/);
  return end === -1 ? '' : event.slice(end + 1);
};

// The text from the last line on that begins with `{`.
const lastObject = (text: string): string => {
  const at = Math.max(text.lastIndexOf('\n{'), text.lastIndexOf('\r{'));
  return at === -1 ? '' : text.slice(at + 1);
};

/**
 * Makes a watcher that keeps the last line that begins with `{` after the last event, and all text
 * after that line. It drops JSON of more than `maxSize` characters.
 */
export function strayJson(maxSize: number): StrayJson {
  // The latest text. Nearly always the next text has an event, and then this one is never read.
  let unread = '';
  // Whether an event ended in `unread`.
  let hadEvent = false;
  // The text before `unread`, of which the last character counts. A stream starts after a line end.
  let before = '\n';
  // The JSON found so far.
  let kept = '';

  const find = (): string => {
    // Searching is cheaper than joining texts, and hardly any text has a line that begins with `{`.
    if (!unread.startsWith('{') && !unread.includes('\n{') && !unread.includes('\r{')) return '';
    const text = before.slice(-1) + unread;
    return lastObject(hadEvent ? afterLastEvent(text) : text);
  };

  const read = (): void => {
    const found = find();
    if (found !== '') kept = found;
    else if (kept !== '') kept += unread;
    if (kept.length > maxSize) kept = '';
    before = unread || before;
  };

  return {
    push: (text, hasEvent) => {
      if (hasEvent) {
        before = unread || before;
        kept = '';
      } else read();
      hadEvent = hasEvent;
      unread = text;
    },
    end: () => {
      read();
      return kept;
    },
  };
}
