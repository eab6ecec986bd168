import { expect } from '@jest/globals';
import { type RunHelpers, TestScheduler } from 'rxjs/testing';

// The runner's own equality overlooks an error's fields, so they are laid open.
const open = (value: unknown): unknown => {
  if (value instanceof Error) {
    const fields = Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, open(field)]),
    );
    const cause = 'cause' in value ? { cause: open(value.cause) } : {};
    return { ...fields, ...cause, class: value.constructor.name, message: value.message };
  }
  if (Array.isArray(value)) return value.map(open);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, open(field)]));
  }
  return value;
};

/**
 * Runs a marble test in virtual time; values and errors must be equal in class and in every field.
 */
export function marbles(test: (helpers: RunHelpers) => void): void {
  new TestScheduler((actual, expected) => expect(open(actual)).toStrictEqual(open(expected))).run(
    test,
  );
}
