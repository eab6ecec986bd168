import { codeTracker } from './codeTracker.js';

/** Receives text, and whether it is inside a tag. */
type EmitText = (text: string, inside: boolean) => void;

/** Finds tags in text. The emitted texts join to the same result however the text is cut. */
export interface TagScanner {
  /** Takes the next text. Emits it without tags as soon as it is clear what is a tag. */
  readonly push: (text: string, emit: EmitText) => void;
  /** Runs `emit` after the text pushed so far: now, or once held-back text has been resolved. */
  readonly mark: (emit: () => void) => void;
  /** Emits held-back text as text. */
  readonly flush: () => void;
}

// Characters that may begin a token other than text. A text that ends with `<`, a backtick or a
// tilde may need more text to be understood; a line end never does.
const special = /[<`~\r\n]/;
const tagOrCode = /[<`~]/;
const codeTokens = /[\r\n]|`+|~+|[^\r\n`~]+/g;

/**
 * Makes a scanner for tags like `<think>`: in any case, with attributes, nested, cut anywhere.
 *
 * - Complete tags are removed, even closing tags without an opening one. What only looks like a tag
 *   is text, and so are tags in Markdown code outside of tags.
 * - It holds back only what may still become a tag, and reads only that twice.
 */
export function tagScanner(tokens: RegExp, startInside: boolean): TagScanner {
  const follow = codeTracker();
  // Whether Markdown code is open outside of tags.
  let inCode = false;
  // Number of open tags of the same name. Text is inside unless it is 0.
  let depth = startInside ? 1 : 0;
  // The name that `depth` counts; `undefined` if the text starts inside, which any name ends.
  let opened: string | undefined;
  // Number of opening tags that were text, because they were in code, and are not closed yet.
  let literals = 0;
  // The end of the text so far, if it is the start of a token.
  let unread = '';
  // What waits while `unread` may become a tag: marks, and its text, which a tag drops.
  let held: ((isText: boolean) => void)[] = [];

  const track = (text: string): void => {
    if (depth > 0) return;
    for (const token of text.match(codeTokens) ?? []) inCode = follow(token);
  };

  const release = (isText: boolean): void => {
    for (const emit of held) emit(isText);
    held = [];
  };

  // Whether a tag outside is text; `step` is 1 for an opening tag, -1 for a closing one, 0 for an
  // empty one.
  const isLiteral = (step: number): boolean => {
    const isText = inCode || (step < 0 && literals > 0);
    if (isText) literals = Math.max(0, literals + step);
    return isText;
  };

  const enter = (step: number, name: string): void => {
    if (depth === 0) opened = name;
    if (opened === undefined || opened === name) depth = Math.max(0, depth + step);
  };

  // Sets `lastIndex` each time, since all scanners share the pattern. `matchAll` would copy it.
  const tokenAt = (text: string, at: number): RegExpExecArray | null => {
    tokens.lastIndex = at;
    return tokens.exec(text);
  };

  return {
    push: (delta, emit) => {
      const isText = !special.test(delta);
      // The fast path of nearly every delta.
      if (unread === '' && (isText || !tagOrCode.test(delta))) {
        if (!isText) track(delta);
        else if (depth === 0) inCode = follow(delta);
        emit(delta, depth > 0);
        return;
      }
      const text = unread + delta;
      let emitted = unread.length;
      const emitUpTo = (end: number): void => {
        if (end > emitted) emit(text.slice(emitted, end), depth > 0);
      };

      unread = '';
      let at = 0;
      for (let match = tokenAt(text, 0); match !== null; match = tokenAt(text, at)) {
        const [token, unfinished, close, name, empty] = match;
        const end = at + token.length;
        const step = close ? -1 : empty ? 0 : 1;
        if (unfinished !== undefined) {
          unread = token;
        } else if (name !== undefined && (depth > 0 || !isLiteral(step))) {
          emitUpTo(at);
          emitted = end;
          release(false);
          enter(step, name.toLowerCase());
        } else {
          release(true);
          track(token);
        }
        at = end;
      }

      if (unread.startsWith('<')) {
        const start = Math.max(emitted, at - unread.length);
        emitUpTo(start);
        held.push((isText) => isText && emit(text.slice(start), depth > 0));
      } else {
        emitUpTo(at);
      }
    },
    mark: (emit) => {
      if (held.length === 0) emit();
      else held.push(emit);
    },
    flush: () => {
      if (held.length === 0) return;
      release(true);
      track(unread);
      unread = '';
    },
  };
}
