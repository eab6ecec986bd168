import { expect, it } from '@jest/globals';
import { argumentsObject } from '../../../../src/protocols/index.js';

const deep = '['.repeat(100_000) + ']'.repeat(100_000);

it.each<readonly [string, object]>([
  ['{"a":[1]}', { a: [1] }],
  ['', {}],
  [' \n', {}],
  ['{"a":', { INVALID_JSON: '{"a":' }],
  ['[1]', { INVALID_JSON: '[1]' }],
  ['"ls"', { INVALID_JSON: '"ls"' }],
  [`{"a":${deep}}`, { INVALID_JSON: `{"a":${deep}}` }],
])('takes %.20s', (text, given) => {
  expect(argumentsObject(text)).toStrictEqual(given);
});

it('keeps a field named __proto__ as one', () => {
  expect(JSON.stringify(argumentsObject('{"__proto__":1}'))).toBe('{"__proto__":1}');
});
