import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { tool, type ToolOptions } from '../../operators/index.js';
import { aText } from '../helpers/standardSchema.js';

describe('tool', () => {
  it('is what it is given', () => {
    const options = {
      description: 'Adds.',
      input: t.type({ a: t.number }),
      parameters: { type: 'object' },
      needsApproval: true,
      run: ({ a }: { readonly a: number }) => a,
    };
    expect(tool(options)).toEqual(options);
    expect(tool({ input: aText }).input).toBe(aText);
  });

  it.each<[unknown, string]>([
    [undefined, 'options must be an object, got undefined'],
    [{}, 'input must be an io-ts codec or a value of Standard Schema, got undefined'],
    [{ input: aText, description: 1 }, 'description must be a string, got 1'],
    [
      { input: aText, parameters: [] },
      'parameters must be a JSON Schema: an object of JSON values, got []',
    ],
    [
      { input: aText, needsApproval: 'yes' },
      'needsApproval must be a boolean or a function, got "yes"',
    ],
    [{ input: aText, run: 'x' }, 'run must be a function, got "x"'],
  ])('rejects %j', (options, message) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => tool(options as ToolOptions<string>)).toThrow(new TypeError(`tool: ${message}`));
  });
});
