/** Follows a JSON text to its end. */
export interface JsonEnd {
  readonly push: (text: string) => void;
  /** Whether the text so far is a complete object or array. */
  readonly isOver: () => boolean;
}

/** Makes a {@link JsonEnd}. It counts brackets only when asked, and reads each character once. */
export const jsonEnd = (): JsonEnd => {
  let unread = '';
  let depth = 0;
  let inString = false;
  let escaped = false;
  let over = false;

  const read = (character: string): void => {
    if (escaped) escaped = false;
    else if (inString && character === '\\') escaped = true;
    else if (character === '"') inString = !inString;
    else if (!inString && /[{[]/.test(character)) depth++;
    else if (!inString && /[}\]]/.test(character)) over = --depth <= 0;
  };

  return {
    push: (text) => {
      unread += text;
    },
    isOver: () => {
      for (const character of unread) read(character);
      unread = '';
      return over;
    },
  };
};
