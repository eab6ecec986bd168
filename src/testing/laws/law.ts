/** One thing that code of a kind must do. It knows no test runner: its name is for a title. */
export interface Law {
  /** Completes the sentence "It …". */
  readonly name: string;
  /** Throws an Error that says what is wrong, or returns a promise that rejects with it. */
  readonly run: () => void | Promise<void>;
}

/** Throws a broken law. `found` says what happened instead. */
export const demand: (isKept: boolean, found: () => string) => asserts isKept = (isKept, found) => {
  if (!isKept) throw new Error(found());
};
