import type { TextSplitter } from './textSplitter.js';

/** Decides on each line whether it begins a unit. */
export interface LineRules {
  /**
   * Returns whether a line begins a unit; `undefined` if its start does not decide. Gets no line
   * that is blank so far.
   */
  readonly begins: (line: string, isWhole: boolean) => boolean | undefined;
  /** Called with each line once it is whole; `begun` is what `begins` returned, or `false`. */
  readonly take: (line: string, begun: boolean) => void;
}

// In characters. The start of a line is looked at as it grows, up to this length.
const START = 200;

/** Splits a text into units of whole lines. Blank lines between two units belong to the first. */
export function lineSplitter({ begins, take }: LineRules): TextSplitter {
  // The whole lines of the unit, and whether one of them is not blank.
  let unit = '';
  let isBegun = false;
  // The line that grows, whether it is not blank, and what was decided on it.
  let line = '';
  let isFilled = false;
  let begun: boolean | undefined;

  const decide = (isWhole: boolean, emit: (unit: string) => void): void => {
    if (!isFilled || begun !== undefined || (line.length > START && !isWhole)) return;
    begun = begins(line, isWhole);
    if (begun === true && isBegun) {
      const whole = unit;
      unit = '';
      isBegun = false;
      emit(whole);
    }
  };

  return {
    push: (text, emit) => {
      for (let at = 0; at < text.length;) {
        const end = text.indexOf('\n', at) + 1;
        const added = text.slice(at, end || undefined);
        line += added;
        isFilled ||= added.trim() !== '';
        decide(end > 0, emit);
        if (end === 0) return;
        take(line, begun ?? false);
        unit += line;
        isBegun ||= isFilled;
        line = '';
        isFilled = false;
        begun = undefined;
        at = end;
      }
    },
    rest: () => (unit + line === '' ? [] : [unit + line]),
  };
}

/** The rules of paragraphs, which blank lines separate. */
export function paragraphRules(): LineRules {
  let isAfterBlank = false;
  return {
    begins: () => isAfterBlank,
    take: (line) => (isAfterBlank = line.trim() === ''),
  };
}
