import { expect, it } from '@jest/globals';
import { toolFaults } from '../../../src/request/toolFaults.js';
import { growth } from '../../helpers/growth.js';

const SECRET = 'SECRET';

const faultsOf = (more: object): string =>
  toolFaults({ modelId: 'a', ...more })
    .filter((fault) => fault !== undefined)
    .join('; ');

const tool = { name: 'now', parameters: { type: 'object' } };

it.each<object>([
  {},
  { tools: undefined, toolChoice: null, responseFormat: null },
  { tools: [] },
  { tools: [tool, { ...tool, name: 'then' }] },
  { tools: [{ name: 'a-B_9', description: '', parameters: {}, strict: false }] },
  { tools: [{ ...tool, name: 'a'.repeat(64), description: null, strict: null }] },
  { tools: [tool], toolChoice: { name: 'now' } },
  { toolChoice: 'auto' },
  { toolChoice: 'none' },
  { toolChoice: 'required' },
  { responseFormat: { type: 'text' } },
  { responseFormat: { type: 'json' } },
  { responseFormat: { type: 'json', name: 'place', schema: { enum: [null] }, strict: true } },
  { responseFormat: { type: 'json', name: null, schema: undefined, strict: null } },
])('accepts %j', (more) => {
  expect(faultsOf(more)).toBe('');
});

const words = '1 to 64 of the characters A-Z a-z 0-9 _ -';
const cycle: { self?: unknown } = {};
cycle.self = cycle;

it.each<readonly [object, string]>([
  [{ tools: tool }, 'tools must be a list'],
  [{ tools: { 0: tool, length: 1 } }, 'tools must be a list'],
  [{ tools: SECRET }, 'tools must be a list'],
  [
    { tools: [SECRET] },
    `tools[0].name must be ${words}; tools[0].parameters must be a JSON Schema`,
  ],
  [{ tools: [tool, null] }, `tools[1].name must be ${words}`],
  [{ tools: Array(1) }, `tools[0].name must be ${words}`],
  [{ tools: [{ ...tool, name: '' }] }, `tools[0].name must be ${words}`],
  [{ tools: [{ ...tool, name: 'a'.repeat(65) }] }, `tools[0].name must be ${words}`],
  [{ tools: [{ ...tool, name: 'SECRET tool' }] }, `tools[0].name must be ${words}`],
  [{ tools: [{ ...tool, name: 'now\n' }] }, `tools[0].name must be ${words}`],
  [{ tools: [{ ...tool, name: 'jetzt.ä' }] }, `tools[0].name must be ${words}`],
  [{ tools: [{ ...tool, name: Object('now') }] }, `tools[0].name must be ${words}`],
  [{ tools: [{ ...tool, description: 5 }] }, 'tools[0].description must be a string'],
  [{ tools: [{ name: 'now' }] }, 'tools[0].parameters must be a JSON Schema: an object of JSON'],
  [{ tools: [{ ...tool, parameters: null }] }, 'tools[0].parameters must be a JSON Schema'],
  [{ tools: [{ ...tool, parameters: [] }] }, 'tools[0].parameters must be a JSON Schema'],
  [{ tools: [{ ...tool, parameters: '{}' }] }, 'tools[0].parameters must be a JSON Schema'],
  [{ tools: [{ ...tool, parameters: () => SECRET }] }, 'tools[0].parameters must be a JSON Schema'],
  [{ tools: [{ ...tool, parameters: cycle }] }, 'tools[0].parameters must be a JSON Schema'],
  [{ tools: [{ ...tool, parameters: { toJSON: () => 5 } }] }, 'tools[0].parameters must be a JSON'],
  [
    { tools: [{ ...tool, parameters: { maximum: Infinity } }] },
    'tools[0].parameters must be a JSON',
  ],
  [{ tools: [{ ...tool, parameters: new Map() }] }, 'tools[0].parameters must be a JSON Schema'],
  [{ tools: [{ ...tool, strict: 'yes' }] }, 'tools[0].strict must be a boolean'],
  [{ tools: [tool, tool] }, 'tools[1].name must be unique'],
  [{ toolChoice: SECRET }, 'toolChoice must be "auto" or "none" or "required" or an object with'],
  [{ toolChoice: ['auto'] }, 'toolChoice must be "auto" or'],
  [{ toolChoice: true }, 'toolChoice must be "auto" or'],
  [{ toolChoice: Object('auto') }, 'toolChoice.name must be the name of a tool of the request'],
  [{ toolChoice: {} }, 'toolChoice.name must be the name of a tool of the request'],
  [{ toolChoice: { name: 'now' } }, 'toolChoice.name must be the name of a tool of the request'],
  [{ tools: [tool], toolChoice: { name: SECRET } }, 'toolChoice.name must be the name of a tool'],
  [{ responseFormat: 'json' }, 'responseFormat.type must be "text" or "json"'],
  [{ responseFormat: { type: SECRET } }, 'responseFormat.type must be "text" or "json"'],
  [{ responseFormat: { type: 'json_schema' } }, 'responseFormat.type must be "text" or "json"'],
  [{ responseFormat: { type: 'json', name: 'a b' } }, `responseFormat.name must be ${words}`],
  [{ responseFormat: { type: 'json', schema: [] } }, 'responseFormat.schema must be a JSON Schema'],
  [{ responseFormat: { type: 'json', strict: 1 } }, 'responseFormat.strict must be a boolean'],
])('refuses %p: %s', (more, sentence) => {
  expect(faultsOf(more)).toContain(sentence);
  expect(faultsOf(more)).not.toContain(SECRET);
});

it('reports what is wrong with each tool, and names that are none only once', () => {
  expect(faultsOf({ tools: [{ parameters: {} }, { parameters: {}, strict: 5 }] })).toBe(
    `tools[0].name must be ${words}; tools[1].name must be ${words}; ` +
      'tools[1].strict must be a boolean',
  );
});

it('takes time in proportion to the tools', () => {
  const check = (size: number): void => {
    const tools = Array.from({ length: size }, (_, at) => ({ ...tool, name: `t${at}` }));
    expect(faultsOf({ tools, toolChoice: { name: `t${size - 1}` } })).toBe('');
  };
  expect(growth(check, 10_000)).toBeLessThan(9);
});
