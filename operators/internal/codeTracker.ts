/**
 * Follows Markdown code, fenced or inline, through a text. Takes one token at a time: a complete
 * run of backticks or tildes, a single line end, or any part of the text between. Returns whether
 * code is open after it.
 */
export type CodeTracker = (token: string) => boolean;

// What may precede a fence in its line: markers of lists and quotes, or parts of them.
const lineMarker = /^[\s>*+.)\d-]+$/;

/**
 * Makes a tracker at the start of a text. It follows CommonMark in two kinds of code: fences of at
 * least three backticks or tildes at the start of a line, also after the markers of lists and
 * quotes, and inline code between equal runs of backticks. Unlike in CommonMark, inline code ends
 * with its line, since a stream cannot look ahead for the closing run.
 *
 * @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
export function codeTracker(): CodeTracker {
  // The run that opened the current code, and whether it is a fence.
  let open = '';
  let isFence = false;
  // Whether a fence may start: the line so far is blank, or only markers of lists and quotes.
  let blank = true;
  // Whether the line closes the fence, provided that nothing follows in the line.
  let closing = false;

  return (token) => {
    switch (token[0]) {
      case '\n':
      case '\r':
        if (closing || !isFence) open = '';
        closing = false;
        blank = true;
        break;
      case '`':
      case '~': {
        const fences = blank && token.length >= 3;
        closing = isFence && fences && token.startsWith(open);
        if (open === '' && (fences || token[0] === '`')) {
          open = token;
          isFence = fences;
        } else if (open === token && !isFence) {
          open = '';
        }
        blank = false;
        break;
      }
      default:
        closing &&= token.trim() === '';
        blank &&= lineMarker.test(token);
    }
    return open !== '';
  };
}
