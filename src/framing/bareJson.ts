/** Watches a stream for JSON behind its last event. */
export interface BareJson {
  /** Takes a piece of the stream, and whether an event came to its end in it. */
  readonly push: (text: string, hasEvent: boolean) => void;
  /** The JSON behind the last event, if there is any; it may be cut. */
  readonly end: () => string;
}

/**
 * Keeps what follows the last event, to find a line in it that begins with `{`: some servers give up in the middle of their stream in
 * plain JSON, which an SSE parser passes by.
 */
export function bareJson(maxSize: number): BareJson {
  let pieces: string[] = [];
  let size = 0;

  // With the line end before the longest JSON.
  const joined = (): string => pieces.join('').slice(-maxSize - 1);

  return {
    push: (text, hasEvent) => {
      if (hasEvent) {
        pieces = [];
        size = 0;
      } else if (size > 2 * maxSize) {
        const latest = joined();
        pieces = [latest];
        size = latest.length;
      }
      pieces.push(text);
      size += text.length;
    },
    end: () => {
      const rest = joined();
      const json = rest.slice(Math.max(rest.lastIndexOf('\n{'), rest.lastIndexOf('\r{')) + 1);
      return /^data/m.test(json) || json[0] !== '{' ? '' : json;
    },
  };
}
