/** The fields of an object that may be left out, without the values that say nothing. */
export type Given<F> = {
  readonly [Name in keyof F]?: Exclude<F[Name], undefined | null | false | ''>;
};

/** The fields that have a value: not `undefined`, `null`, `false` or an empty text. */
export const given = <F extends object>(fields: F): Given<F> =>
  // The type of `fromEntries` cannot follow a filter.
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value || value === 0),
  ) as Given<F>;
