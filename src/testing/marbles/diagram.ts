/** What happens at one time in a diagram, such as a letter. */
export interface Mark {
  readonly frame: number;
  readonly symbol: string;
  /** Whether nothing comes after it. */
  readonly isLast?: boolean;
}

/** One line of a diagram. */
export interface DiagramRow {
  readonly label: string;
  readonly marks: readonly Mark[];
}

// In ms. A longer time without marks is written as a number.
const LONGEST_DASHES = 24;

const timeText = (ms: number): string => {
  if (ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
};

/** The time that passes without a mark. It takes the same room in each line. */
const silence = (ms: number, isWritten: boolean): string => {
  if (ms <= 0) return '';
  return isWritten ? ` ${timeText(ms)} ` : '-'.repeat(ms);
};

/** Several marks at one time are a group, as in a marble diagram of RxJS. */
const groupOf = (marks: readonly Mark[]): string => {
  const symbols = marks.map(({ symbol }) => symbol).join('');
  return marks.length > 1 ? `(${symbols})` : symbols;
};

/**
 * Draws streams as marble diagrams, one above the other: what happens at the same time stands in
 * the same column. A line is valid marble syntax wherever RxJS can write it. A `^` stands under the
 * time `pointAt`.
 *
 * @param unit ms of one character
 */
export function diagram(rows: readonly DiagramRow[], pointAt: number, unit: number): string {
  const frames = [...new Set([0, ...rows.flatMap(({ marks }) => marks.map(({ frame }) => frame))])];
  frames.sort((a, b) => a - b);
  const width = Math.max(...rows.map(({ label }) => label.length)) + 2;
  const lines = rows.map(({ label }) => `  ${label.padEnd(width)}`);
  let pointer = 0;

  for (const [index, frame] of frames.entries()) {
    const next = frames[index + 1];
    const gap = next === undefined ? 1 : (next - frame) / unit;
    if (frame <= pointAt) pointer = lines[0]?.length ?? 0;
    const segments = rows.map(({ marks }) => {
      const now = groupOf(marks.filter((mark) => mark.frame === frame));
      const isOver = marks.some((mark) => mark.isLast && mark.frame <= frame);
      const token = now || (isOver ? '' : '-');
      return isOver ? token : token + silence(gap - token.length, gap > LONGEST_DASHES);
    });
    const longest = Math.max(...segments.map(({ length }) => length));
    for (const [row, segment] of segments.entries()) lines[row] += segment.padEnd(longest);
  }
  return [...lines.map((line) => line.trimEnd()), `${' '.repeat(pointer)}^`].join('\n');
}
