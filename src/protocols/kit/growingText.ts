/** A text that grows by deltas. */
export interface GrowingText {
  readonly add: (delta: string) => void;
  readonly read: () => string;
}

// A list takes 10 bytes for each delta and a concatenation 30; text joined from many takes none.
const MAX_DELTAS = 1024;

/** Makes an empty text. */
export function growingText(): GrowingText {
  let text = '';
  let deltas: string[] = [];

  const read = (): string => {
    text += deltas.join('');
    deltas = [];
    return text;
  };
  return {
    add: (delta) => {
      if (deltas.push(delta) >= MAX_DELTAS) read();
    },
    read,
  };
}
