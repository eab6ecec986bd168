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

  const lines = names.flatMap((name) => [`event: ${name}`, `event:${name}`]);
  const longest = Math.max(...lines.map(({ length }) => length));
  const anyName = `(?:${names.map((name) => name.replace(/\W/g, '\\$&')).join('|')})`;
  const line = new RegExp(`(?<![^\\r\\n])event: ?${anyName}(\\r\\n?|\\n)`, 'g');
  // What a line of one cannot do without, found many times faster than the line.
  const trace = new RegExp(`: ?${anyName}[\\r\\n]`);
  // The unfinished line: so much as there is of it while it may be one of the lines, else any other.
  let open = '';
  let isBegun = false;

  const openOf = (text: string): string => {
    const tail = open + text.slice(-longest - 1);
    const start = Math.max(tail.lastIndexOf('\n'), tail.lastIndexOf('\r')) + 1;
    const rest = tail.slice(start);
    return lines.some((each) => each.startsWith(rest)) ? rest : OTHER;
  };

  return {
    push: (piece) => {
      // It is no part of the first line.
      const mark = !isBegun && piece.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
      isBegun ||= piece !== '';
      const text = piece.slice(mark.length);
      const begun = open;
      // A piece of a long line.
      if (begun === OTHER && !text.includes('\n') && !text.includes('\r')) return piece;
      open = text.endsWith('\n') ? '' : openOf(text);
      // Nearly always: to join texts takes time.
      if (!trace.test(begun === OTHER ? text : begun + text)) return piece;
      return mark + (begun + text).replace(line, '$&data:$1').slice(begun.length);
    },
    // A name that could have gone on is none: the space makes it another.
    end: () => (lines.includes(open) ? ` ${END}` : END),
  };
}

const BYTE_ORDER_MARK = '\uFEFF';
const END = '\n\n';
const OTHER = '?';
