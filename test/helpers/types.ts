/** Whether two types are the same, not only assignable. */
export type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only for `true`. */
export type Expect<T extends true> = T;

/** Compiles only for a value whose type is the expected one, not only assignable to it. */
export const exactly =
  <Expected>() =>
  <Actual>(value: Actual & (Equal<Actual, Expected> extends true ? unknown : never)): Actual =>
    value;
