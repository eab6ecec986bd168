import type { LineRules } from './lineSplitter.js';

/** What a line is, or the block of which it is a part. */
type Kind = 'text' | 'heading' | 'rule' | 'fence' | 'list' | 'quote' | 'code';

// A line that may still become one thing or another.
const OPEN = /^\s*(?:[-*_+=\s]*|#{1,6}|\d{1,9}[.)]?\s*|`{1,2}|`{3,}[^`\n]*|~{1,2})$/;
const HEADING = /^#{1,6}(?=\s|$)/;
const FENCE = /^(?:`{3,}(?!.*`)|~{3,})/;
const ITEM = /^(?:[-+*]|\d{1,9}[.)])(?=\s|$)/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,})$/;
const UNDERLINE = /^ {0,3}(?:-+|=+)\s*$/;

const indentOf = (line: string): number =>
  (/^[ \t]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;

const isRule = (text: string): boolean => /^[-*_]/.test(text) && RULE.test(text.replace(/\s/g, ''));

const kindOf = (line: string): Kind => {
  if (indentOf(line) > 3) return 'code';
  const text = line.trimStart();
  if (HEADING.test(text)) return 'heading';
  if (FENCE.test(text)) return 'fence';
  if (isRule(text)) return 'rule';
  if (ITEM.test(text)) return 'list';
  return text.startsWith('>') ? 'quote' : 'text';
};

// "-", "*", "." and so on: with another marker, another list begins.
const markerOf = (line: string): string | undefined =>
  ITEM.exec(line.trimStart())?.[0].replace(/\d/g, '');

// Of lists, only those interrupt a paragraph that have text and start at 1.
const interrupts = (line: string, kind: Kind): boolean =>
  kind === 'list' ? /^\s*(?:[-+*]|1[.)])\s+\S/.test(line) : kind !== 'text' && kind !== 'code';

const closes = (line: string, opening: string): boolean => {
  const text = line.trim();
  return text.length >= opening.length && text === opening.charAt(0).repeat(text.length);
};

/** The rules of the blocks of Markdown on its top level. */
export function blockRules(): LineRules {
  // The block; `undefined` before the first.
  let block: Kind | undefined;
  let isAfterBlank = false;
  // The marker of the list.
  let marker: string | undefined;
  // The opening of the fence that is open.
  let fence: string | undefined;

  const begins = (line: string, isWhole: boolean): boolean | undefined => {
    if (fence !== undefined || block === undefined) return false;
    if (block === 'heading' || block === 'rule' || block === 'fence') return true;
    if (block === 'code') return indentOf(line) < 4;
    if (block === 'list' && indentOf(line) > 1) return false;
    if (isAfterBlank && block !== 'list') return true;
    if (!isWhole && OPEN.test(line)) return undefined;
    const kind = kindOf(line);
    switch (block) {
      case 'text':
        return interrupts(line, kind) && !UNDERLINE.test(line);
      case 'quote':
        return kind !== 'quote' && interrupts(line, kind);
      default:
        if (kind === 'list') return markerOf(line) !== marker;
        return isAfterBlank || kind !== 'text';
    }
  };

  const open = (text: string): void => {
    fence = FENCE.exec(text)?.[0];
  };

  return {
    begins,
    take: (line, begun) => {
      if (fence !== undefined) {
        if (closes(line, fence)) fence = undefined;
        return;
      }
      const wasAfterBlank = isAfterBlank;
      isAfterBlank = line.trim() === '';
      if (isAfterBlank) return;
      if (begun || block === undefined) {
        block = kindOf(line);
        marker = markerOf(line);
        if (block === 'fence') open(line.trimStart());
      } else if (block === 'text' && !wasAfterBlank && UNDERLINE.test(line)) {
        // The line above is a heading.
        block = 'heading';
      }
      // A list may have fences in its items, at any depth.
      if (block === 'list') open(line.replace(/^\s*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*/, ''));
    },
  };
}
