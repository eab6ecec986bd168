/** The texts around reasoning. */
export interface TagPair {
  readonly open: string;
  readonly close: string;
}

/** What a tag is. An empty tag, such as `<think/>`, neither opens nor closes. */
export interface Tag {
  readonly opens: boolean;
  readonly closes: boolean;
  /** Whether it has a name, such as `</think>`; otherwise it is a text of a pair. */
  readonly isNamed: boolean;
}

/** A tag, a run of backticks or tildes, a line end, or text between them. */
interface Token {
  /** The place where the token ends. */
  readonly end: number;
  readonly tag: Tag | undefined;
}

/** Splits text into tokens. */
export interface TagPattern {
  /** Matches a character that begins a token other than text. */
  readonly special: RegExp;
  /** Matches a character that begins a token other than text or a line end. */
  readonly tagOrCode: RegExp;
  /**
   * Reads the token at a place before the end of the text; `undefined` if more text may make it a
   * tag, or a longer one. The last text gets no more.
   */
  readonly read: (text: string, at: number, isLast: boolean) => Token | undefined;
}

/**
 * Maximum length of a tag, attributes included. An unclosed `<think …` would otherwise hold back
 * the rest of the answer.
 */
const MAX_TAG_LENGTH = 256;

// Attributes must have values, or `<think this is >` in a sentence would be a tag.
const attribute = `[ \\t]+[\\w:.-]+=(?:"[^">]*"|'[^'>]*'|[^\\s"'>/]+)`;
const tagName = '([a-z][\\w:.-]*)';
const startedTag = new RegExp(`<(?:/?(?:${tagName}((?:[ \\t][^<>\\r\\n]*)?/?))?)$`, 'iy');

/** Writes a text as a pattern of itself, also for a class of characters. */
const literal = (text: string): string =>
  text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

// By upper case, as patterns with the flag `i` compare.
const fold = (text: string): string => text.toUpperCase();

/**
 * Makes the pattern of tags with the given names and of pairs of any text, in any case. Its time
 * does not depend on the number of names.
 */
export function tagPattern(tags: readonly (string | TagPair)[]): TagPattern {
  const names = new Set(tags.filter((tag) => typeof tag === 'string').map(fold));
  const pairs = tags.filter((tag) => typeof tag !== 'string');
  const openings = pairs.map(({ open }) => open);
  const closings = pairs.map(({ close }) => close);
  // Longest first, since the first that matches is taken.
  const texts = [...openings, ...closings].sort((a, b) => b.length - a.length);
  const opening = new Set(openings.map(fold));
  const closing = new Set(closings.map(fold));
  const folded = [...opening, ...closing];
  const starts = literal(texts.map((text) => text.charAt(0)).join(''));

  const tokens = new RegExp(
    `([^<\`~\\r\\n${starts}]+)|(${texts.map(literal).join('|') || '[]'})|` +
      `<(?=[^<>\\r\\n]{0,${MAX_TAG_LENGTH - 2}}>)(/?)${tagName}(?:${attribute})*[ \\t]*(/?)>|` +
      `\`{1,256}|~{1,256}|[^]`,
    'iy',
  );

  const mayBecomeTag = (text: string, at: number): boolean => {
    if (text.length - at >= MAX_TAG_LENGTH) return false;
    if (folded.length > 0) {
      const rest = fold(text.slice(at));
      if (folded.some((tag) => tag.startsWith(rest) && tag.length > rest.length)) return true;
    }
    startedTag.lastIndex = at;
    const [started, name, more] = startedTag.exec(text) ?? [];
    if (name === undefined) return started !== undefined && names.size > 0;
    const known = fold(name);
    return more === '' ? [...names].some((each) => each.startsWith(known)) : names.has(known);
  };

  return {
    special: new RegExp(`[<\`~\\r\\n${starts}]`, 'i'),
    tagOrCode: new RegExp(`[<\`~${starts}]`, 'i'),
    read: (text, at, isLast) => {
      // Set each time, since all scanners share the pattern.
      tokens.lastIndex = at;
      const [token = '', plain, pair, close, name, empty] = tokens.exec(text) ?? [];
      const end = at + token.length;
      if (plain !== undefined) return { end, tag: undefined };
      if (!isLast && mayBecomeTag(text, at)) return undefined;
      if (pair !== undefined) {
        const known = fold(pair);
        const tag = { opens: opening.has(known), closes: closing.has(known), isNamed: false };
        return { end, tag };
      }
      if (name === undefined) return { end, tag: undefined };
      if (!names.has(fold(name))) return { end: at + 1, tag: undefined };
      const tag = { opens: !close && !empty, closes: Boolean(close), isNamed: true };
      return { end, tag };
    },
  };
}
