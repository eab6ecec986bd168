import type { TextFilter } from './withData.js';

// gpustack and older versions of llama.cpp report a failure in the middle of an answer as a line
// `error: {…}`, perhaps with `data: [DONE]` after it. To an SSE parser that is an unknown field.

/**
 * Makes a text filter that turns each line `error: …` into an `error` event of its own. At the end
 * it returns the text that it has held back.
 */
export function errorField(): TextFilter {
  // The start of a line that may become `error:`, such as `er`.
  let held = '';
  let isInError = false;
  let isAtLineStart = true;

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
    if (rest !== '') isAtLineStart = LINE_END.test(rest.slice(-1));
    return (before + rest)
      .replace(LINE, (_, words: string, end: string) => {
        isInError = end === '';
        return BEFORE + words + (end && end + AFTER);
      })
      .slice(before.length);
  };

  return {
    push: (text) => {
      const before = isAtLineStart ? '' : ' ';
      if (isInError || held !== '' || mayHaveError(text, before)) return rewrite(takeHeld() + text);
      if (text !== '') isAtLineStart = LINE_END.test(text.slice(-1));
      return text;
    },
    end: takeHeld,
  };
}

/** Whether an error line begins in a text, or may begin at its end. `before` is as in `rewrite`. */
const mayHaveError = (text: string, before: string): boolean =>
  // Six characters: V8 searches for seven and more in another way, at three times the cost.
  text.includes('\nerror') ||
  text.includes('\rerror') ||
  (before === '' && text.startsWith(NAME)) ||
  BEGUN.test(before + text.slice(-NAME.length));

const NAME = 'error:';
// They also end the event before the line. Two line ends, since a CR may come before them.
const BEFORE = '\n\nevent: error\ndata:';
const AFTER = '\n\n';
const LINE_END = /[\r\n]/;
const LINE = /(?<![^\r\n])error:([^\r\n]*)(\r\n?|\n|$)/g;
const BEGUN = /(?:^|[\r\n])(e(?:r(?:r(?:or?)?)?)?)$/;
