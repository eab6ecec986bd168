import { expect } from '@jest/globals';
import { type ChatMarbleHelpers, chatMarbles } from '../../src/testing/index.js';

/**
 * Runs a marble test in virtual time; values and errors must be equal in class and in every field.
 */
export const marbles = (test: (helpers: ChatMarbleHelpers) => void): void =>
  chatMarbles((actual, expected) => expect(actual).toStrictEqual(expected), test);
