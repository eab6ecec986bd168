/**
 * Follows Markdown code, fenced or inline, through a text, and tells whether it is open. Takes whole runs of backticks or tildes,
 * single line ends, and text without either in any pieces.
 */
export type CodeTracker = (token: string) => boolean;

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
  // The run that opened the code that is open, and whether it is a fence.
  let open = '';
  let isFence = false;
  // Whether the line so far is blank, or marks a list or a quote, so that a fence may start.
  let blank = true;
  // Whether the line so far closes the fence that is open, if nothing more comes in it.
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
