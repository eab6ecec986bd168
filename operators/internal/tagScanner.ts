import { codeTracker } from './codeTracker.js';
import type { Tag, TagPattern } from './tagPattern.js';

/** Receives text, and whether it is inside of tags. */
type EmitText = (text: string, inside: boolean) => void;

/** Finds tags in text. The emitted texts join to the same result however the text is cut. */
export interface TagScanner {
  /** Takes the next text. Emits it without tags as soon as it is clear what is a tag. */
  readonly push: (text: string, emit: EmitText) => void;
  /** Runs `emit` after the text pushed so far: now, or once held-back text has been resolved. */
  readonly mark: (emit: () => void) => void;
  /** Emits held-back text: no tag continues after it. */
  readonly flush: () => void;
}

/** What waits until it is clear whether it is a tag: a text, or a mark. */
interface Held {
  /** Where it ends, counted from the start of all text. */
  readonly end: number;
  readonly emit?: EmitText;
  readonly mark?: () => void;
}

const codeTokens = /[\r\n]|`+|~+|[^\r\n`~]+/g;
// Shorter than the longest run that is one token.
const isRun = /^(?:`{1,255}|~{1,255})$/;

/**
 * Makes a scanner for tags: in any case, with attributes, cut anywhere. Tags do not nest: the first
 * closing tag ends what an opening tag began.
 *
 * - Tags are removed, also opening tags inside. Outside, closing tags with a name are removed; of a
 *   closing text, which may be any, only as many as opening texts were removed inside.
 * - What only looks like a tag is text, and so are tags in Markdown code outside of tags.
 * - It holds back only what may still become a tag, and reads only that twice.
 *
 * `onFirstTag` decides at the first tag whether the text started inside after all. It is called
 * after the text before the tag, except for what is emitted only now, with the tag.
 */
export function tagScanner(
  pattern: TagPattern,
  startInside: boolean,
  onFirstTag?: (closes: boolean) => boolean,
): TagScanner {
  let follow = codeTracker();
  // Whether Markdown code is open outside of tags.
  let inCode = false;
  let inside = startInside;
  // Whether the first tag is still to come, and decides how the text started.
  let undecided = onFirstTag !== undefined;
  // Number of opening tags that were text, because they were in code, and are not closed yet.
  let literals = 0;
  // Number of opening texts that were removed inside, and are not closed yet.
  let nested = 0;
  // The end of the text so far, if it is the start of a token.
  let unread = '';
  // Where the unread text starts, and how far text was emitted, counted from the start of all text.
  let start = 0;
  let emitted = 0;
  let held: Held[] = [];

  const track = (text: string): void => {
    if (inside) return;
    for (const token of text.match(codeTokens) ?? []) inCode = follow(token);
  };

  // Emits or drops what is held back before a place.
  const release = (end: number, isText: boolean): void => {
    let released = 0;
    for (const each of held) {
      const until = Math.min(each.end, end);
      if (until > emitted) {
        if (isText) each.emit?.(unread.slice(emitted - start, until - start), inside);
        emitted = until;
      }
      if (each.end > end) break;
      each.mark?.();
      released++;
    }
    if (released > 0) held = held.slice(released);
  };

  const isLiteral = ({ opens, closes, isNamed }: Tag): boolean => {
    if (inside) return false;
    const isStray = closes && !opens && !undecided;
    const isText = inCode || (isStray && literals > 0);
    if (isText && opens) literals++;
    else if (isText && closes && literals > 0) literals--;
    return isText || (isStray && !isNamed && nested === 0);
  };

  const decide = ({ opens, closes }: Tag): void => {
    if (!undecided || !(opens || closes)) return;
    undecided = false;
    inside = onFirstTag?.(!opens) ?? false;
    if (!inside) return;
    // Code is not followed inside.
    follow = codeTracker();
    literals = 0;
  };

  const pass = ({ opens, closes, isNamed }: Tag): void => {
    if (inside) {
      if (closes) inside = false;
      else if (opens && !isNamed) nested++;
    } else if (opens) inside = true;
    else if (closes && nested > 0) nested--;
  };

  const scan = (isLast: boolean): void => {
    let at = 0;
    while (at < unread.length) {
      const token = pattern.read(unread, at, isLast);
      if (token === undefined) break;
      const { end, tag } = token;
      if (tag !== undefined && !isLiteral(tag)) {
        decide(tag);
        release(start + at, true);
        release(start + end, false);
        pass(tag);
      } else if (tag === undefined && end === unread.length && isRun.test(unread.slice(at))) {
        // More of the run may follow. As text it is clear.
        release(start + end, true);
        break;
      } else {
        track(unread.slice(at, end));
      }
      at = end;
    }
    release(start + at, true);
    unread = unread.slice(at);
    start += at;
  };

  return {
    push: (text, emit) => {
      const isPlain = !pattern.special.test(text);
      // The fast path of nearly every delta.
      if (unread === '' && (isPlain || !pattern.tagOrCode.test(text))) {
        if (!isPlain) track(text);
        else if (!inside) inCode = follow(text);
        emit(text, inside);
        return;
      }
      unread += text;
      held.push({ end: start + unread.length, emit });
      scan(false);
    },
    mark: (emit) => {
      if (held.length === 0) emit();
      else held.push({ end: start + unread.length, mark: emit });
    },
    flush: () => {
      if (held.length > 0) scan(true);
    },
  };
}
