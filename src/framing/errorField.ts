// gpustack and older versions of llama.cpp report a failure in the middle of an answer as a line
// `error: {…}`, perhaps with `data: [DONE]` after it. To an SSE parser that is an unknown field.

/** Changes the text of a stream on its way to the parser. */
export interface ErrorField {
  /** Returns the changed text. The events are the same however it is cut. */
  readonly push: (text: string) => string;
  /** Returns the text that was held back. */
  readonly end: () => string;
}

/** Makes a text filter that turns each line `error: …` into an `error` event of its own. */
export function errorField(): ErrorField {
  // The start of a line that may become `error:`, such as `er`.
  let held = '';
  let isInError = false;
  let isAtLineStart = true;
  let isStart = true;

  const takeHeld = (): string => {
    const text = held;
    held = '';
    return text;
  };

  const rewrite = (text: string): string => {
    if (isInError) {
      const end = text.search(LINE_END);
      if (end === -1) return text;
      isInError = false;
      isAtLineStart = true;
      return text.slice(0, end + 1) + AFTER + rewrite(text.slice(end + 1));
    }
    // Stands for the line that the text goes on.
    const before = isAtLineStart ? '' : ' ';
    held = BEGUN.exec(before + text.slice(-NAME.length))?.[1] ?? '';
    const rest = text.slice(0, text.length - held.length);
    if (rest !== '') isAtLineStart = endsLine(rest);
    return (before + rest)
      .replace(LINE, (_, words: string, end: string) => {
        isInError = end === '';
        return BEFORE + words + (end && end + AFTER);
      })
      .slice(before.length);
  };

  const push = (text: string): string => {
    if (isInError || held !== '' || !endsLine(text) || hasError(text)) {
      return rewrite(takeHeld() + text);
    }
    isAtLineStart = true;
    return text;
  };

  return {
    push: (text) => {
      if (!isStart || text === '') return push(text);
      isStart = false;
      // A byte order mark is not part of the first line.
      return text.startsWith(BOM) ? BOM + push(text.slice(1)) : push(text);
    },
    end: takeHeld,
  };
}

const endsLine = (text: string): boolean => text.endsWith('\n') || text.endsWith('\r');

// Line ends are rare, unlike the letter `e`, so this is faster than a search for the name.
const hasError = (text: string): boolean =>
  text.startsWith(NAME) || text.includes('\nerror:') || text.includes('\rerror:');

const BOM = '\uFEFF';
const NAME = 'error:';
// They also end the event before the line. Two line ends, since a CR may come before them.
const BEFORE = '\n\nevent: error\ndata:';
const AFTER = '\n\n';
const LINE_END = /[\r\n]/;
const LINE = /(?<![^\r\n])error:([^\r\n]*)(\r\n?|\n|$)/g;
const BEGUN = /(?:^|[\r\n])(e(?:r(?:r(?:or?)?)?)?)$/;
