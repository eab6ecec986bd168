import type { TextSplitter } from './textSplitter.js';

/** What a complete line is to the segment that it is in. */
export interface LineKind {
  /** Whether it begins a segment, though no blank line is before it. */
  readonly begins: boolean;
  /** Whether its segment ends after it. */
  readonly ends: boolean;
  /** Whether blank lines after it do not end its segment. */
  readonly isOpen: boolean;
}

/** Knows the lines of a segment. It has state. */
export interface LineReader {
  /** Takes a complete line; `isFirst` of its segment, unless it begins another one. */
  readonly read: (line: string, isFirst: boolean) => LineKind;
  /**
   * Whether a line after a blank one goes on with the segment before. The line may not be complete;
   * `undefined` as long as it could be either.
   */
  readonly goesOn: (line: string) => boolean | undefined;
}

const isBlank = (text: string): boolean => text.trim() === '';

/**
 * Cuts a text between lines: where a reader says so, and at blank lines, which belong to the
 * segment before them. A segment is whole once the next one has begun.
 */
export function lineSplitter(reader: LineReader): TextSplitter {
  // The complete lines of the segment, the line after them, and whether that has more than spaces.
  let segment = '';
  let line = '';
  let isText = false;
  // Whether the segment has more than blank lines.
  let hasText = false;
  let isAfterBlank = false;
  let isOver = false;
  let isOpen = false;

  /** Ends the segment, if the line is of the next one. */
  const cut = (mustBegin: boolean): readonly string[] => {
    if (!hasText) return [];
    const begins =
      mustBegin || isOver || (isAfterBlank && !isOpen && reader.goesOn(line) === false);
    if (!begins) return [];
    const whole = segment;
    segment = '';
    hasText = false;
    isAfterBlank = false;
    isOver = false;
    return [whole];
  };

  const endLine = (): readonly string[] => {
    if (!isText) {
      segment += line;
      line = '';
      isAfterBlank = hasText;
      return [];
    }
    const before = cut(false);
    const kind = reader.read(line, !hasText);
    const whole = [...before, ...cut(kind.begins)];
    segment += line;
    line = '';
    isText = false;
    hasText = true;
    isAfterBlank = false;
    isOver = kind.ends;
    isOpen = kind.isOpen;
    return whole;
  };

  return {
    push: (text) => {
      const whole: string[] = [];
      for (const part of text.split(/(?<=\n)/)) {
        line += part;
        isText ||= !isBlank(part);
        if (part.endsWith('\n')) whole.push(...endLine());
        else if (isText && (isAfterBlank || isOver)) whole.push(...cut(false));
      }
      return whole;
    },
    end: () => {
      const whole = line === '' ? [] : endLine();
      return segment === '' ? whole : [...whole, segment];
    },
  };
}

/** Cuts a text into paragraphs. */
export const paragraphs = (): TextSplitter => {
  const kind: LineKind = { begins: false, ends: false, isOpen: false };
  return lineSplitter({ read: () => kind, goesOn: () => false });
};
