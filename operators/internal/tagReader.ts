/** A whole tag in a text. */
export interface Tag {
  readonly kind: 'open' | 'close' | 'empty';
  /** In lower case. */
  readonly name: string;
  /** Where the text behind it begins. */
  readonly end: number;
}

// A longer `<think …` is text, or an unclosed one would hold back the rest of the answer.
const LONGEST_TAG = 256;

/** Reads the tag at a `<`: the tag, `partial` when more text may complete it, or `undefined` when it is none. */
export type ReadTag = (text: string, at: number) => Tag | 'partial' | undefined;

/** Makes a reader of tags with the given names. */
export function tagReader(names: readonly string[]): ReadTag {
  const name = `(${names.map((each) => each.replaceAll('.', '\\.')).join('|')})`;
  // Attributes have values: without that, `<think this is >` in a sentence would be a tag.
  const attribute = `[ \\t]+[\\w:.-]+=(?:"[^"<>\\r\\n]*"|'[^'<>\\r\\n]*'|[^\\s"'<>/]+)`;
  const whole = new RegExp(`^<(/?)${name}(?:${attribute})*[ \\t]*(/?)>`, 'i');
  const unfinished = new RegExp(`^</?${name}(?:[ \\t][^<>\\r\\n]*)?/?$`, 'i');
  const lowerNames = names.map((each) => each.toLowerCase());

  const isStart = (text: string): boolean => {
    const start = /^<\/?[^\s<>/]*$/.exec(text);
    return start !== null && lowerNames.some((each) => each.startsWith(nameOf(start[0])));
  };

  return (text, at) => {
    const rest = text.slice(at, at + LONGEST_TAG);
    const tag = whole.exec(rest);
    if (tag !== null) {
      const [all, before, found = '', behind] = tag;
      const kind = before === '/' ? 'close' : behind === '/' ? 'empty' : 'open';
      return { kind, name: found.toLowerCase(), end: at + all.length };
    }
    const mayGrow = rest.length < LONGEST_TAG;
    return mayGrow && (isStart(rest) || unfinished.test(rest)) ? 'partial' : undefined;
  };
}

const nameOf = (start: string): string => start.replace(/^<\/?/, '').toLowerCase();
