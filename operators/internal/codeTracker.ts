/** Follows Markdown code, fenced or inline, through text in any pieces. */
export interface CodeTracker {
  readonly advance: (text: string) => void;
  /** Tells that no more backticks or tildes follow on those that have just been passed. */
  readonly endRun: () => void;
  /** Whether code is open. */
  readonly isOpen: () => boolean;
}

/** Code that is open: a fence of this character, or inline code, and the length of its marker. */
interface OpenCode {
  readonly fence: string | undefined;
  readonly length: number;
}

// Everything but line ends and the characters of markers, in the longest pieces.
const parts = /`+|~+|[\r\n]|[^`~\r\n]+/g;
const plain = /^[^`~\r\n]*$/;
// What may stand before a fence: marks of lists and quotes, or pieces of them.
const lineMarker = /^[\s>*+.)\d-]+$/;

/**
 * Makes a tracker at the start of a text. It follows CommonMark in what matters here: fences of three or more backticks or
 * tildes at the start of a line, also behind the marks of lists and quotes, inline code between equal runs of backticks. Unlike there, inline code ends with its line at
 * the latest, since a stream cannot look ahead for its end.
 *
 * @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
export function codeTracker(): CodeTracker {
  let open: OpenCode | undefined;
  // The run of equal markers that ends here; not yet code, because more may follow.
  let run = { char: '', length: 0, startsLine: false };
  // Whether the line so far is blank, or marks a list or a quote, so that a fence may start.
  let blank = true;
  // Whether the line so far closes the fence that is open, if nothing more comes in it.
  let closing = false;

  const closes = ({ fence, length }: OpenCode, fences: boolean): boolean =>
    fence === undefined
      ? run.char === '`' && run.length === length
      : fences && run.char === fence && run.length >= length;

  const endRun = (): void => {
    if (run.length === 0) return;
    const { char, length, startsLine } = run;
    const fences = startsLine && length >= 3;
    closing = false;
    if (open !== undefined) {
      const closed = closes(open, fences);
      if (closed && open.fence === undefined) open = undefined;
      else closing = closed;
    } else if (fences || char === '`') {
      open = { fence: fences ? char : undefined, length };
    }
    run = { char: '', length: 0, startsLine: false };
    blank = false;
  };

  const addMarkers = (char: string, length: number): void => {
    if (run.char !== char) {
      endRun();
      run = { char, length: 0, startsLine: blank };
    }
    run.length += length;
  };

  const addOther = (part: string): void => {
    endRun();
    if (part === '\n' || part === '\r') {
      if (closing || open?.fence === undefined) open = undefined;
      closing = false;
      blank = true;
    } else if (part.trim() !== '') {
      closing = false;
      blank = blank && lineMarker.test(part);
    }
  };

  return {
    advance: (text) => {
      if (plain.test(text)) {
        // Nearly every piece of an answer.
        if (text !== '') addOther(text);
        return;
      }
      for (const [part] of text.matchAll(parts)) {
        const char = part.charAt(0);
        if (char === '`' || char === '~') addMarkers(char, part.length);
        else addOther(part);
      }
    },
    endRun,
    isOpen: () => open !== undefined,
  };
}
