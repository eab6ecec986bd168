// An SSE parser loses two kinds of lines. Servers of the default protocol may end an answer with a
// bare `event: done`: the standard drops a block without `data`. gpustack and older versions of
// llama.cpp report a failure in the middle of an answer as a line `error: {…}`, perhaps with
// `data: [DONE]` after it: that is an unknown field.

/** Changes the text of a stream, without a byte order mark, on its way to the parser. */
export interface TextFilter {
  /** Returns the changed text. The events are the same however it is cut. */
  readonly push: (text: string) => string;
  /** Returns the text that it has held back, and what ends the unfinished line and its block. */
  readonly end: () => string;
}

/**
 * Makes a text filter that saves the lines which a parser loses.
 *
 * - After a line that names one of the given events, it inserts an empty `data` line. Where the
 *   event has data of its own, that gains one line end, which neither JSON nor trimmed text minds.
 * - A line `error: …` becomes an `error` event of its own.
 *
 * It holds back the start of a line that may become one of these, such as `even`.
 */
export function lostLines(names: readonly string[]): TextFilter {
  const safeNames = names.map((name) => name.replace(/\W/g, '\\$&'));
  // Without names, none of them matches.
  const named = `event: ?(?:${safeNames.join('|') || '(?!)'})`;
  const line = new RegExp(`(?<![^\\r\\n])(?:(${named})|error:([^\\r\\n]*))(\\r\\n?|\\n|$)`, 'g');
  // Matches wherever `line` does, and is many times faster. The last one is in brackets, for a
  // plain text is searched for in another way, which is slow for a frequent first letter.
  const hint = new RegExp([...safeNames.map((name) => `${name}[\\r\\n]`), 'error[:]'].join('|'));
  const maxHeld = Math.max('error'.length, ...names.map(({ length }) => 'event: '.length + length));
  const beginning = new RegExp(`(?:^|[\\r\\n])(e(?!rror:)[^\\r\\n]{0,${maxHeld - 1}})$`);
  let held = '';
  let isInError = false;
  let isAtLineStart = true;

  /** Changes the lines of a text. `start` stands for the line that it goes on. */
  const rewrite = (text: string, start: string): string => {
    if (isInError) {
      const end = text.search(LINE_END);
      if (end === -1) return text;
      isInError = false;
      return text.slice(0, end + 1) + END + rewrite(text.slice(end + 1), '');
    }
    return (start + text)
      .replace(line, (whole, name: string | undefined, words: string, end: string) => {
        if (name !== undefined) return `${whole}data:${end}`;
        isInError = end === '';
        return BEFORE + words + (end && end + END);
      })
      .slice(start.length);
  };

  return {
    push: (text) => {
      const start = isAtLineStart ? '' : ' ';
      const whole = held + text;
      held = beginning.exec(start + whole.slice(-maxHeld - 1))?.[1] ?? '';
      const rest = held === '' ? whole : whole.slice(0, -held.length);
      if (rest !== '') isAtLineStart = LINE_END.test(rest.slice(-1));
      // Nearly always false.
      return isInError || hint.test(rest) ? rewrite(rest, start) : rest;
    },
    // An unfinished `event: done` may have become `event: doner`: a space makes it another name.
    end: () => held.replace(line, '$& ') + END,
  };
}

const END = '\n\n';
// It also ends the event before the line, with two line ends, since a CR may come before them.
const BEFORE = `${END}event: error\ndata:`;
const LINE_END = /[\r\n]/;
