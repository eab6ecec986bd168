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

  const name = `event: ?(?:${names.join('|')})`;
  const line = new RegExp(`(?<![^\\r\\n\\uFEFF])${name}(\\r\\n?|\\n)`, 'g');
  const unfinished = new RegExp(`^${name}$`);
  const longest = 'event: '.length + Math.max(...names.map(({ length }) => length));
  // The end of the text so far that has no line end yet; one character over `longest` when it can be none of the lines.
  let open = '';

  return {
    push: (text) => {
      const seen = open.length;
      const joined = open + text;
      const tail = joined.slice(-(longest + 1));
      open = tail.slice(Math.max(tail.lastIndexOf('\n'), tail.lastIndexOf('\r')) + 1);
      return names.some((each) => joined.includes(each))
        ? joined.replace(line, '$&data:$1').slice(seen)
        : text;
    },
    // A name that could have gone on is none: the space makes it another.
    end: () => (unfinished.test(open) ? ` ${END}` : END),
  };
}

const END = '\n\n';
