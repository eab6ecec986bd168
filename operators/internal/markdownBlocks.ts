import { type LineKind, type LineReader, lineSplitter } from './lineSplitter.js';
import type { TextSplitter } from './textSplitter.js';

// A fence may stand in a list or a quotation.
const fenceLine = /^((?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*)(`{3,}(?=[^`]*$)|~{3,})/;
const headingLine = /^ {0,3}#{1,6}(?:\s|$)/;
const listLine = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s/;
const listBegin = /^ {0,3}(?:[-*+]|\d{1,9}[.)]?)$/;
const indented = /^(?: {2}|\t)/;

const ordinary: LineKind = { begins: false, ends: false, isOpen: false };

interface Fence {
  readonly marks: string;
  /** Whether it is a block of its own. */
  readonly isOwn: boolean;
}

/** Whether a line closes a fence: as many marks, and nothing behind them. */
const closes = (line: string, { marks }: Fence): boolean => {
  const rest = line.replace(/^[\s>]+/, '').trimEnd();
  return rest.length >= marks.length && rest === marks.charAt(0).repeat(rest.length);
};

function markdownLines(): LineReader {
  let fence: Fence | undefined;
  let isList = false;

  return {
    goesOn: (line) => {
      if (!isList) return false;
      if (indented.test(line) || listLine.test(line)) return true;
      return listBegin.test(line) ? undefined : false;
    },
    read: (line, isFirst) => {
      if (fence !== undefined) {
        if (!closes(line, fence)) return { ...ordinary, isOpen: true };
        const { isOwn } = fence;
        fence = undefined;
        return { ...ordinary, ends: isOwn };
      }
      const [, indent, marks] = fenceLine.exec(line) ?? [];
      const isHeading = headingLine.test(line);
      if (isFirst || isHeading) isList = listLine.test(line);
      if (marks === undefined) return { ...ordinary, begins: isHeading, ends: isHeading };
      fence = { marks, isOwn: indent === '' };
      if (fence.isOwn) isList = false;
      return { begins: fence.isOwn, ends: false, isOpen: true };
    },
  };
}

/**
 * Cuts Markdown into blocks: paragraphs, headings, lists, tables, quotations, and fenced code,
 * which is kept whole. A fence inside of a list is a part of the list.
 */
export const markdownBlocks = (): TextSplitter => lineSplitter(markdownLines());
