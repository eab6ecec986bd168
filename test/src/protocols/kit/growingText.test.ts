import { expect, it } from '@jest/globals';
import { growingText } from '../../../../src/protocols/kit/growingText.js';

it('joins deltas, however many, and goes on after it was read', () => {
  const { add, read } = growingText();
  expect(read()).toBe('');
  for (let i = 0; i < 3000; i++) add('ab');
  expect(read()).toBe('ab'.repeat(3000));
  add('c');
  expect([read(), read()]).toEqual([`${'ab'.repeat(3000)}c`, `${'ab'.repeat(3000)}c`]);
});
