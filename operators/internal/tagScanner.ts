import { codeTracker } from './codeTracker.js';

/** Takes a piece of text and whether it is inside of a tag. */
type GiveText = (text: string, inside: boolean) => void;

/** Finds tags in text that comes in any pieces; the pieces that it gives out join to the same text for any cut. */
export interface TagScanner {
  /** Takes the next text, and gives it out in pieces, without tags, as soon as it is clear that they are none. */
  readonly push: (text: string, give: GiveText) => void;
  /** Calls back in the place behind the text so far: at once, or when it is clear what becomes of a held-back piece. */
  readonly mark: (give: () => void) => void;
  /** Gives out a held-back piece as what it is: text. */
  readonly flush: () => void;
}

// Begins a token that is more than text; without the line ends, one that may go on in the next piece.
const special = /[<`~\r\n]/;
const tagOrCode = /[<`~]/;
const codeTokens = /[\r\n]|`+|~+|[^\r\n`~]+/g;

/**
 * Makes a scanner for tags like `<think>`: with attributes, in any case, nested, cut anywhere. Whole tags are left out, stray
 * ones too; whatever only looks like a tag is text, and so are tags in Markdown code outside of tags. It holds back no more than
 * may still become a tag, and goes over that again, but over nothing else.
 */
export function tagScanner(tokens: RegExp, startInside: boolean): TagScanner {
  const follow = codeTracker();
  // Whether code is open outside of tags.
  let inCode = false;
  // How many tags of the same name are open; text is inside when it is not 0.
  let depth = startInside ? 1 : 0;
  // The name that counts for `depth`; any name ends a text that begins inside.
  let opened: string | undefined;
  // How many opening tags were text because they stood in code: as many closing ones belong to them.
  let shown = 0;
  // The end of the text so far, when it is a token that may go on.
  let rest = '';
  // What waits for such a token if it may be a tag: its text, given out only if it is none, and marks.
  let held: ((isText: boolean) => void)[] = [];

  const pass = (text: string): void => {
    if (depth > 0) return;
    for (const token of text.match(codeTokens) ?? []) inCode = follow(token);
  };

  const release = (isText: boolean): void => {
    for (const give of held) give(isText);
    held = [];
  };

  // Whether a tag outside is text; `step` is 1 for an opening tag, -1 for a closing one, 0 for an empty one.
  const isShown = (step: number): boolean => {
    const isText = inCode || (step < 0 && shown > 0);
    if (isText) shown = Math.max(0, shown + step);
    return isText;
  };

  const enter = (step: number, name: string): void => {
    if (depth === 0) opened = name;
    if (opened === undefined || opened === name) depth = Math.max(0, depth + step);
  };

  // Told the place each time, since other scanners use the same pattern.
  const tokenAt = (text: string, at: number): RegExpExecArray | null => {
    tokens.lastIndex = at;
    return tokens.exec(text);
  };

  return {
    push: (piece, give) => {
      const isText = !special.test(piece);
      // Nearly every piece of an answer.
      if (rest === '' && (isText || !tagOrCode.test(piece))) {
        if (!isText) pass(piece);
        else if (depth === 0) inCode = follow(piece);
        give(piece, depth > 0);
        return;
      }
      const text = rest + piece;
      let given = rest.length;
      const giveTo = (end: number): void => {
        if (end > given) give(text.slice(given, end), depth > 0);
      };

      rest = '';
      let at = 0;
      // `matchAll` would copy the pattern each time.
      for (let match = tokenAt(text, 0); match !== null; match = tokenAt(text, at)) {
        const [token, unfinished, close, name, empty] = match;
        const end = at + token.length;
        const step = close ? -1 : empty ? 0 : 1;
        if (unfinished !== undefined) {
          rest = token;
        } else if (name !== undefined && (depth > 0 || !isShown(step))) {
          giveTo(at);
          given = end;
          release(false);
          enter(step, name.toLowerCase());
        } else {
          release(true);
          pass(token);
        }
        at = end;
      }

      if (rest.startsWith('<')) {
        const start = Math.max(given, at - rest.length);
        giveTo(start);
        held.push((isText) => isText && give(text.slice(start), depth > 0));
      } else {
        giveTo(at);
      }
    },
    mark: (give) => {
      if (held.length === 0) give();
      else held.push(give);
    },
    flush: () => {
      if (held.length === 0) return;
      release(true);
      pass(rest);
      rest = '';
    },
  };
}
