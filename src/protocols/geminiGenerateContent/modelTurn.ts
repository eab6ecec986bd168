import type { Fields } from '../../json/json.js';
import { growingText } from '../kit/growingText.js';

/** A part of the turn, or what returns it once all of it has come. */
type Later = () => Fields | undefined;

/** Keeps the parts of a turn for the next one. */
export interface ModelTurn {
  /** Adds to the text before, which is one part with it. */
  readonly addText: (text: string) => void;
  /** Adds a part as it came. */
  readonly add: (part: Fields | Later) => void;
  /** What the next turn gives back: all parts, if one is signed or of a tool of the server. */
  readonly parts: () => readonly Fields[] | undefined;
}

const isNeeded = ({ thoughtSignature, toolCall, toolResponse }: Fields): boolean =>
  Boolean(thoughtSignature) || toolCall != null || toolResponse != null;

export function modelTurn(): ModelTurn {
  const parts: (Fields | Later)[] = [];
  let text = growingText();

  const flush = (): void => {
    const whole = text.read();
    if (whole !== '') parts.push({ text: whole });
    text = growingText();
  };

  return {
    addText: (more) => text.add(more),
    add: (part) => {
      flush();
      parts.push(part);
    },
    parts: () => {
      flush();
      const all = parts.flatMap<Fields>((part) =>
        typeof part === 'function' ? (part() ?? []) : part,
      );
      return all.some(isNeeded) ? all : undefined;
    },
  };
}
