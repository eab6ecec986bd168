// Servers of the default protocol may end an answer with a bare `event: done`, without `data`. The
// SSE standard drops a block without data, so the answer would seem to be cut off.

/** Changes the text of a stream, without a byte order mark, on its way to the parser. */
export interface TextFilter {
  /** Returns the changed text. The events are the same however it is cut. */
  readonly push: (text: string) => string;
  /** Returns the text that comes at the end. */
  readonly end: () => string;
}

/**
 * Makes a text filter that inserts an empty `data` line after each line that names one of the given
 * events, so that the parser reports the event even if it is bare. Where the event has data of its
 * own, that gains one line end, which neither JSON nor trimmed text minds. All else is unchanged.
 * At the end it returns the text that ends the unfinished line and its block.
 */
export function withData(names: readonly string[]): TextFilter {
  if (names.length === 0) return { push: (text) => text, end: () => END };

  const lines = names.flatMap((name) => [`event: ${name}`, `event:${name}`]);
  const maxLength = Math.max(...lines.map(({ length }) => length));
  const anyName = `(?:${names.map((name) => name.replace(/\W/g, '\\$&')).join('|')})`;
  const line = new RegExp(`(?<![^\\r\\n])event: ?${anyName}(\\r\\n?|\\n)`, 'g');
  // Matches wherever `line` does, and is many times faster.
  const hint = new RegExp(`${anyName}[\\r\\n]`);
  const lastCharacters = names.map((name) => name.slice(-1)).join('');
  // The end of the text so far, longer than any of the lines.
  let recent = '';
  // Whether the text so far ends inside a line.
  let isInLine = false;

  const unfinishedLine = (): string =>
    recent.slice(Math.max(recent.lastIndexOf('\n'), recent.lastIndexOf('\r')) + 1);

  // Whether a line that began before `text` may be one of the lines, and end in `text`.
  const mayEnd = (text: string): boolean => {
    for (let at = 0; at < maxLength && at < text.length; at++) {
      if (isLineEnd(text, at)) return lastCharacters.includes(text[at - 1] ?? recent.slice(-1));
    }
    return false;
  };

  const push = (text: string): string => {
    // Nearly always false, and joining texts is slow. The middle of a long line is not searched.
    const isPossible =
      (!isInLine || hasLineEnd(text)) && (hint.test(text) || (isInLine && mayEnd(text)));
    const begun = isPossible ? unfinishedLine() : '';
    isInLine = !isLineEnd(text, text.length - 1);
    recent = text.length > maxLength ? text : (recent + text).slice(-maxLength - 1);
    return isPossible ? (begun + text).replace(line, '$&data:$1').slice(begun.length) : text;
  };

  return {
    push,
    // An unfinished `event: done` may have become `event: doner`: a space makes it another name.
    end: () => (lines.includes(unfinishedLine()) ? ` ${END}` : END),
  };
}

const hasLineEnd = (text: string): boolean => text.includes('\n') || text.includes('\r');

const isLineEnd = (text: string, at: number): boolean => text[at] === '\n' || text[at] === '\r';

const END = '\n\n';
