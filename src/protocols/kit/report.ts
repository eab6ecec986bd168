import type * as t from 'io-ts';

const isDictionary = (type: object | undefined): boolean =>
  type !== undefined && '_tag' in type && type._tag === 'DictionaryType';

/**
 * Reports the errors of a codec as paths and expected types. The reporters of io-ts print the
 * value found, which may be private.
 */
export const report = (errors: t.Errors): string =>
  errors
    .map(({ context }) => {
      const path = context.flatMap(({ key, actual }, at) => {
        const parent = context[at - 1];
        // The payload itself has no key, and the parts of unions and intersections lead no deeper.
        if (parent === undefined || parent.actual === actual) return [];
        // The keys of a dictionary belong to the payload too.
        return [isDictionary(parent.type) ? '*' : key];
      });
      return `${path.join('.') || 'it'} must be ${context.at(-1)?.type.name}`;
    })
    .join('; ');
