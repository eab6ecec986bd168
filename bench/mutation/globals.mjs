// Stands in for `@jest/globals`: collects the tests, so that they can be run again and again.
import { expect } from 'expect';
import { bind } from 'jest-each';
import { spyOn } from 'jest-mock';

/** The tests so far. Ids are indexes, since a name may contain the stack of an error. */
export const tests = [];

const path = [];

export const describe = (name, body) => {
  path.push(name);
  body();
  path.pop();
};

// Tests of time and memory call one of these: they are slow, and unreliable beside other mutants.
const measures = /\bgrowth(?:Over)?\(/;

export const it = (name, run) => {
  if (measures.test(String(run))) return;
  tests.push({ id: String(tests.length), name: [...path, name].join(' '), run });
};
describe.each = bind(describe);
it.each = bind(it);

export { expect };
export const jest = { spyOn };
