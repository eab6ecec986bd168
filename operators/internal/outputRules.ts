import { isSchema } from '../../src/schema/schema.js';
import type { Rule } from '../../src/validation.js';

/** The rules of options that operators on the JSON of an answer have in common. */
export const outputRules: Readonly<Record<'schema' | 'from', Rule>> = {
  schema: {
    is: (value) => value === undefined || isSchema(value),
    words: 'an io-ts codec or a Standard Schema',
  },
  from: {
    is: (value) => {
      const { tool } = Object(value);
      return value === 'content' || (typeof tool === 'string' && tool !== '');
    },
    words: '"content" or { tool: name }',
  },
};
