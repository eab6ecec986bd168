/** Cuts a text into segments, wherever its deltas are cut. */
export interface TextSplitter {
  /** Adds text, and returns the segments that are whole now. */
  readonly push: (text: string) => readonly string[];
  /** Returns the last segments of the text. */
  readonly end: () => readonly string[];
}
