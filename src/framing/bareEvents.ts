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
  const signs = lines.join('');
  const anyName = `(?:${names.map((name) => name.replace(/\W/g, '\\$&')).join('|')})`;
  const line = new RegExp(`(?<![^\\r\\n])event: ?${anyName}(\\r\\n?|\\n)`, 'g');
  // What a line of one cannot do without, found many times faster than the line.
  const trace = new RegExp(`: ?${anyName}[\\r\\n]`);
  // The unfinished line: so much as there is of it while it may be one of the lines, else any other.
  let open = '';
  let isStart = true;

  const openOf = (text: string): string => {
    if (text.endsWith('\n')) return '';
    let start = text.length;
    while (start > 0 && signs.includes(text[start - 1]!)) start--;
    // In nearly every text that is cut in a line, a few signs tell that this one is another.
    if (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') return OTHER;
    const rest = (start === 0 ? open : '') + text.slice(start);
    return lines.some((each) => each.startsWith(rest)) ? rest : OTHER;
  };

  const push = (text: string): string => {
    const begun = open;
    // A piece of a long line.
    if (begun === OTHER && !text.includes('\n') && !text.includes('\r')) return text;
    open = openOf(text);
    // Nearly always: to join texts takes time.
    if (!trace.test(begun === OTHER ? text : begun + text)) return text;
    return (begun + text).replace(line, '$&data:$1').slice(begun.length);
  };

  return {
    push: (text) => {
      if (!isStart || text === '') return push(text);
      isStart = false;
      return text.startsWith(BOM) ? BOM + push(text.slice(1)) : push(text);
    },
    // A name that could have gone on is none: the space makes it another.
    end: () => (lines.includes(open) ? ` ${END}` : END),
  };
}

const BOM = '\uFEFF';
const END = '\n\n';
const OTHER = '?';
