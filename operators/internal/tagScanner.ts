import { codeTracker } from './codeTracker.js';
import { type Tag, tagReader } from './tagReader.js';

/** What a tag scanner has to know, and whom it tells. `M` is whatever must keep its place in the text. */
export interface TagScannerOptions<M> {
  /** Names of the tags, in any case. */
  readonly names: readonly string[];
  /** Whether the text begins inside a tag. */
  readonly startInside: boolean;
  /** Told each piece of text and whether it is inside a tag; tags themselves are left out. */
  readonly onText: (text: string, inside: boolean) => void;
  /** Told each mark, in its place. */
  readonly onMark: (mark: M) => void;
}

/** Finds tags in text that comes in any pieces; the pieces that it gives out join to the same text for any cut. */
export interface TagScanner<M> {
  readonly push: (text: string) => void;
  /** Puts a mark behind the text so far: at once, or when it is clear what becomes of a held-back piece. */
  readonly mark: (mark: M) => void;
  /** Gives out a held-back piece as what it is: text. */
  readonly flush: () => void;
}

/**
 * Makes a scanner for tags like `<think>`: with attributes, in any case, nested, cut anywhere. Whole tags are left out, stray
 * ones too; whatever only looks like a tag is text, and so are tags in Markdown code outside of tags. It holds back no more than
 * may still become a tag, and goes over that again, but over nothing else.
 */
export function tagScanner<M>({
  names,
  startInside,
  onText,
  onMark,
}: TagScannerOptions<M>): TagScanner<M> {
  const readTag = tagReader(names);
  // How many tags of the same name are open; text is inside when it is not 0.
  let depth = startInside ? 1 : 0;
  // The name that counts for `depth`; any name ends a text that begins inside.
  let opened: string | undefined;
  const code = codeTracker();
  // How many opening tags were text because they stood in code: as many closing ones belong to them.
  let shown = 0;
  // A `<` and what follows it, which may become a tag.
  let held = '';
  // Marks within `held`, by the number of its characters before them, oldest first.
  let marks: { readonly at: number; readonly mark: M }[] = [];

  const isShown = ({ kind }: Tag): boolean => {
    if (code.isOpen()) {
      if (kind === 'open') shown += 1;
      else if (kind === 'close') shown = Math.max(0, shown - 1);
      return true;
    }
    if (kind !== 'close' || shown === 0) return false;
    shown -= 1;
    return true;
  };

  const enter = ({ kind, name }: Tag): void => {
    if (kind === 'empty') return;
    if (depth === 0) {
      if (kind === 'close') return;
      depth = 1;
      opened = name;
    } else if (opened === undefined || opened === name) {
      depth += kind === 'open' ? 1 : -1;
    }
  };

  // Gives out `text` from `from` to `to`, or only the marks in it, and returns `to`.
  const give = (text: string, from: number, to: number, asText: boolean): number => {
    let start = from;
    const upTo = (end: number): void => {
      if (asText && end > start) onText(text.slice(start, end), depth > 0);
      start = end;
    };
    const passed = marks.filter(({ at }) => at <= to);
    marks = marks.slice(passed.length);
    for (const { at, mark } of passed) {
      upTo(at);
      onMark(mark);
    }
    upTo(to);
    return to;
  };

  return {
    push: (piece) => {
      const text = held + piece;
      held = '';
      let given = 0;
      let seen = 0;
      for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', seen)) {
        if (depth === 0) {
          code.advance(text.slice(seen, at));
          code.endRun();
        }
        const tag = readTag(text, at);
        if (tag === 'partial') {
          give(text, given, at, true);
          // No mark is left when this is not the start: what was held back ends before another `<`.
          held = text.slice(at);
          return;
        }
        if (tag === undefined || (depth === 0 && isShown(tag))) {
          if (depth === 0) code.advance('<');
          seen = at + 1;
        } else {
          give(text, given, at, true);
          given = seen = give(text, at, tag.end, false);
          enter(tag);
        }
      }
      if (depth === 0) code.advance(text.slice(seen));
      give(text, given, text.length, true);
    },
    mark: (mark) => {
      if (held === '') onMark(mark);
      else marks.push({ at: held.length, mark });
    },
    flush: () => {
      const text = held;
      held = '';
      if (depth === 0) code.advance(text);
      give(text, 0, text.length, true);
    },
  };
}
