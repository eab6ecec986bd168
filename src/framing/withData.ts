/** Changes the text of a stream on its way to the parser. */
export interface DataFilter {
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
export function withData(names: readonly string[]): DataFilter {
  if (names.length === 0) return { push: (text) => text, end: () => END };

  const lines = names.flatMap((name) => [`event: ${name}`, `event:${name}`]);
  const longest = Math.max(...lines.map(({ length }) => length));
  const anyName = `(?:${names.map((name) => name.replace(/\W/g, '\\$&')).join('|')})`;
  const line = new RegExp(`(?<![^\\r\\n])event: ?${anyName}(\\r\\n?|\\n)`, 'g');
  // What a line of one cannot do without, found many times faster than the line.
  const trace = new RegExp(`: ?${anyName}[\\r\\n]`);
  const lastSigns = names.map((name) => name.slice(-1)).join('');
  // The text so far, or an end of it that is longer than any of the lines.
  let before = '';
  let isCut = false;
  let isStart = true;

  const unfinishedLine = (): string =>
    before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);

  // Whether a line that began before may be one of them, and end in this text.
  const mayEnd = (text: string): boolean => {
    for (let at = 0; at < longest && at < text.length; at++) {
      if (isLineEnd(text, at)) return lastSigns.includes(text[at - 1] ?? before.slice(-1));
    }
    return false;
  };

  const push = (text: string): string => {
    // Hardly ever, and to join texts takes time; a piece of a long line is not even searched.
    const isPossible =
      (!isCut || hasLineEnd(text)) && (trace.test(text) || (isCut && mayEnd(text)));
    const begun = isPossible ? unfinishedLine() : '';
    isCut = !isLineEnd(text, text.length - 1);
    before = text.length > longest ? text : (before + text).slice(-longest - 1);
    return isPossible ? (begun + text).replace(line, '$&data:$1').slice(begun.length) : text;
  };

  return {
    push: (text) => {
      if (!isStart || text === '') return push(text);
      isStart = false;
      // It is no part of the first line.
      return text.startsWith(BOM) ? BOM + push(text.slice(1)) : push(text);
    },
    // A name that could have gone on is none: the space makes it another.
    end: () => (lines.includes(unfinishedLine()) ? ` ${END}` : END),
  };
}

const hasLineEnd = (text: string): boolean => text.includes('\n') || text.includes('\r');

const isLineEnd = (text: string, at: number): boolean => text[at] === '\n' || text[at] === '\r';

const BOM = '\uFEFF';
const END = '\n\n';
