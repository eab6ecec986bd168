import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

it('the rows of a 401 play the code of the recipe', () => {
  const file = readFileSync('test/reliability/session.ts', 'utf8');
  const code = file.slice(file.indexOf('const isUnauthorised')).replace('export ', '');
  expect(readFileSync('docs/recipes.md', 'utf8')).toContain(code);
});
