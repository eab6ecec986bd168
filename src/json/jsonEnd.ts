/** Follows a JSON text to its end. */
export interface JsonEnd {
  readonly push: (text: string) => void;
  /** Whether the text so far is a whole object or list. */
  readonly isOver: () => boolean;
}

/** Follows brackets; only when asked, since hardly any server needs it, and each piece once. */
export const jsonEnd = (): JsonEnd => {
  let unread = '';
  let depth = 0;
  let inString = false;
  let escaped = false;
  let over = false;

  const read = (sign: string): void => {
    if (escaped) escaped = false;
    else if (inString && sign === '\\') escaped = true;
    else if (sign === '"') inString = !inString;
    else if (!inString && /[{[]/.test(sign)) depth++;
    else if (!inString && /[}\]]/.test(sign)) over = --depth <= 0;
  };

  return {
    push: (text) => {
      unread += text;
    },
    isOver: () => {
      for (const sign of unread) read(sign);
      unread = '';
      return over;
    },
  };
};
