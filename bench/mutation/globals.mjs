// What the tests take from `@jest/globals`, without jest: it only notes the tests, so that they can be run again and again.
import { expect } from 'expect';
import { bind } from 'jest-each';
import { spyOn } from 'jest-mock';

/** The tests so far. An id is a place in the order, since a name may tell an error's stack. */
export const tests = [];

const path = [];

export const describe = (name, body) => {
  path.push(name);
  body();
  path.pop();
};

// Measured time and memory prove nothing on a machine that is busy with mutants, and take long.
const measured = /^(?:takes time in proportion|keeps no more than the text|keeps none of them)/;

export const it = (name, run) => {
  if (measured.test(name)) return;
  tests.push({ id: String(tests.length), name: [...path, name].join(' '), run });
};
describe.each = bind(describe);
it.each = bind(it);

export { expect };
export const jest = { spyOn };
