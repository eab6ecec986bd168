import type * as t from 'io-ts';
import { isFields } from '../json/json.js';

/** Reports the first faults: a server decides how many a payload has. */
export const reportFirst = <Fault>(
  faults: readonly Fault[],
  toSentence: (fault: Fault) => string,
): string => [...new Set(faults.slice(0, 8).map(toSentence))].join('; ');

/**
 * Whether a codec declares a key: one with `props`, or what wraps such a codec. The parts of a list
 * are not looked at, as a codec may contain itself there.
 */
const declares = (codec: unknown, key: string): boolean => {
  if (!isFields(codec) || /Array/.test(String(codec['_tag']))) return false;
  const { props, type, types } = codec;
  if (isFields(props)) return Object.hasOwn(props, key);
  return Array.isArray(types) ? types.some((each) => declares(each, key)) : declares(type, key);
};

/**
 * Reports the errors of a codec as paths and expected types. The reporters of io-ts print the value
 * found, which may be private; so may be a key that the codec does not declare.
 */
export const report = (errors: t.Errors): string =>
  reportFirst(errors, ({ context }) => {
    const path = context.flatMap(({ key, actual }, at) => {
      const parent = context[at - 1];
      // The payload itself has no key, and the parts of unions and intersections lead no deeper.
      if (parent === undefined || parent.actual === actual) return [];
      return [Array.isArray(parent.actual) || declares(parent.type, key) ? key : '*'];
    });
    return `${path.join('.') || 'it'} must be ${context.at(-1)?.type.name}`;
  });
