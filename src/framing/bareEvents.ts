/** Changes the text of a stream on its way to the parser. */
export interface BareEvents {
  /** The text, changed; it may come in any pieces. */
  readonly push: (text: string) => string;
  /** What ends the stream for the parser: its unfinished line and its block. */
  readonly end: () => string;
}

/**
 * Makes a text filter that puts an empty `data` line behind each line that names one of the given events. An SSE parser
 * drops a block without data, but some servers end their stream with a bare `event: done`; behind this filter such a block
 * has data. A block that has data of its own gets an empty line more. Nothing else is changed.
 */
export function giveDataTo(names: readonly string[]): BareEvents {
  if (names.length === 0) return { push: (text) => text, end: () => END };

  const name = names.join('|');
  const event = `event: ?(?:${name})`;
  const line = new RegExp(`(?<![^\\r\\n\\uFEFF])${event}(\\r\\n?|\\n)`, 'g');
  // What a line of one cannot do without, found many times faster than the line.
  const trace = new RegExp(`: ?(?:${name})[\\r\\n]`);
  const unfinished = new RegExp(`^${event}$`);
  const longest = 'event: '.length + Math.max(...names.map(({ length }) => length));
  // The end of the text so far that has no line end yet; one character over `longest` when it can be none of the lines.
  let open = '';

  return {
    push: (text) => {
      const joined = open + text;
      const seen = open.length;
      open = text.endsWith('\n') ? '' : lastLine(joined.slice(-(longest + 1)));
      return trace.test(joined) ? joined.replace(line, '$&data:$1').slice(seen) : text;
    },
    // A name that could have gone on is none: the space makes it another.
    end: () => (unfinished.test(open) ? ` ${END}` : END),
  };
}

const END = '\n\n';

const lastLine = (text: string): string =>
  text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
