/** Splits a text that grows into units, which joined are the text. */
export interface TextSplitter {
  /** Adds text, and emits each unit that is whole, which is when the next one has begun. */
  readonly push: (text: string, emit: (unit: string) => void) => void;
  /** Returns the units of the text that was not emitted. */
  readonly rest: () => readonly string[];
}
