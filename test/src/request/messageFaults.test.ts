import { describe, expect, it } from '@jest/globals';
import { messageFaults } from '../../../src/request/messageFaults.js';
import { requestFaults } from '../../../src/request/requestFaults.js';
import { growth } from '../../helpers/growth.js';
import { request } from '../../helpers/samples.js';

const SECRET = 'SECRET';

const faultsOf = (turn: unknown): readonly unknown[] =>
  messageFaults('history[3]', turn).filter((fault) => fault !== undefined);

const call = { id: 'c', name: 'now', argumentsText: '{}' };

const image = { type: 'image', base64: 'iVBO', mediaType: 'image/png' };
const file = { type: 'file', base64: 'iVBO', mediaType: 'application/pdf' };

/** A turn of each role with all fields that it may have. */
const full: readonly object[] = [
  { role: 'system', content: '' },
  { role: 'user', content: '' },
  { role: 'user', content: [] },
  {
    role: 'user',
    content: [
      { type: 'text', text: '' },
      image,
      { type: 'image', url: 'https://a.example/a.png' },
      { type: 'image', url: 'data:image/png;base64,iVBO' },
      { type: 'image', url: 'DATA:,a' },
      file,
      { ...file, name: 'a.pdf', mediaType: 'text/plain; charset=utf-8' },
      { type: 'file', url: 'HTTPS://a.example/', mediaType: 'application/vnd.a+json' },
    ],
  },
  { role: 'assistant', content: '' },
  {
    role: 'assistant',
    content: 'a',
    reasoning: '',
    toolCalls: [
      call,
      { ...call, argumentsText: '' },
      { ...call, argumentsText: 'no JSON', providerExecuted: true },
    ],
    providerState: { protocol: 'p', state: [null, { a: 1 }] },
  },
  { role: 'assistant', content: 'a', toolCalls: [], providerState: { protocol: 'p', state: null } },
  { role: 'tool', toolCallId: 'c', content: '' },
  { role: 'tool', toolCallId: 'c', name: 'now', content: [file], isError: true },
  { role: 'tool', toolCallId: 'c', approval: { id: 'q', approved: false, reason: '' } },
];

/** What a database may return for fields that are not there. */
const absent: readonly object[] = [
  { role: 'assistant', content: '', reasoning: null, toolCalls: null, providerState: null },
  { role: 'assistant', content: '', toolCalls: [{ ...call, providerExecuted: null }] },
  { role: 'tool', toolCallId: 'c', name: null, content: 'a', isError: null, approval: null },
  {
    role: 'tool',
    toolCallId: 'c',
    content: null,
    approval: { id: 'q', approved: true, reason: null },
  },
  { role: 'user', content: [{ ...file, name: null }] },
];

it.each([...full, ...absent])('accepts %j', (turn) => {
  expect(faultsOf(turn)).toEqual([]);
});

const withPart = (part: unknown) => ({ role: 'user', content: [image, part] });
const withCall = (more: object) => ({
  role: 'assistant',
  content: '',
  toolCalls: [{ ...call, ...more }],
});
const withState = (providerState: unknown) => ({ role: 'assistant', content: '', providerState });
const withAnswer = (approval: unknown, more: object = {}) => ({
  role: 'tool',
  toolCallId: 'c',
  approval,
  ...more,
});

const boxed: unknown = Object(SECRET);
const cycle: { self?: unknown } = {};
cycle.self = cycle;

it.each<readonly [unknown, string]>([
  // The turn itself.
  [undefined, 'history[3].role must be "system" or "user" or "assistant" or "tool"'],
  [null, 'history[3].role must be'],
  [SECRET, 'history[3].role must be'],
  [[{ role: 'user', content: 'a' }], 'history[3].role must be'],
  [{ role: SECRET, content: 'a' }, 'history[3].role must be'],
  [{ role: Object('user'), content: 'a' }, 'history[3].role must be'],
  [{ role: ['user'], content: 'a' }, 'history[3].role must be'],
  // Contents.
  [{ role: 'system' }, 'history[3].content must be a string'],
  [
    { role: 'system', content: [{ type: 'text', text: SECRET }] },
    'history[3].content must be a string',
  ],
  [{ role: 'system', content: boxed }, 'history[3].content must be a string'],
  [{ role: 'user' }, 'history[3].content must be a string or a list of parts'],
  [{ role: 'user', content: null }, 'history[3].content must be a string or a list'],
  [{ role: 'user', content: boxed }, 'history[3].content must be a string or a list'],
  [{ role: 'user', content: { 0: image, length: 1 } }, 'history[3].content must be a string or'],
  [{ role: 'assistant' }, 'history[3].content must be a string'],
  [{ role: 'assistant', content: null }, 'history[3].content must be a string'],
  [{ role: 'assistant', content: [image] }, 'history[3].content must be a string'],
  [{ role: 'tool', toolCallId: 'c' }, 'history[3].content must be a string or a list of parts'],
  // Parts.
  [withPart(undefined), 'history[3].content[1].type must be "text" or "image" or "file"'],
  [withPart(SECRET), 'history[3].content[1].type must be'],
  [withPart({ type: SECRET }), 'history[3].content[1].type must be'],
  [withPart({ type: 'constructor' }), 'history[3].content[1].type must be'],
  [withPart({ type: '__proto__' }), 'history[3].content[1].type must be'],
  [withPart({ type: 'text' }), 'history[3].content[1].text must be a string'],
  [withPart({ type: 'text', text: boxed }), 'history[3].content[1].text must be a string'],
  [withPart({ type: 'image' }), 'history[3].content[1].base64 must be base64 text'],
  [withPart({ ...image, base64: '' }), 'history[3].content[1].base64 must be base64 text'],
  [withPart({ ...image, base64: 'a b=' }), 'history[3].content[1].base64 must be base64 text'],
  [
    withPart({ ...image, base64: new Uint8Array(3) }),
    'history[3].content[1].base64 must be base64',
  ],
  [
    withPart({ ...image, mediaType: SECRET }),
    'history[3].content[1].mediaType must be a media type',
  ],
  [
    withPart({ ...image, mediaType: 'text/html' }),
    'history[3].content[1].mediaType must be a media',
  ],
  [
    withPart({ type: 'image', url: null }),
    'history[3].content[1].url must be an https: or data: URL',
  ],
  [
    withPart({ type: 'image', url: 'http://a.example' }),
    'history[3].content[1].url must be an https:',
  ],
  [
    withPart({ type: 'image', url: `javascript:${SECRET}` }),
    'history[3].content[1].url must be an',
  ],
  [withPart({ type: 'image', url: 'https://' }), 'history[3].content[1].url must be an https: or'],
  [withPart({ type: 'image', url: 'data:image/png;base64,' }), 'history[3].content[1].url must be'],
  [withPart({ type: 'image', url: 'data:image/png;base64' }), 'history[3].content[1].url must be'],
  [
    withPart({ type: 'image', url: new URL('https://a.example') }),
    'history[3].content[1].url must',
  ],
  [
    withPart({ type: 'file', base64: 'iVBO' }),
    'history[3].content[1].mediaType must be a media type',
  ],
  [
    withPart({ type: 'file', url: 'https://a.example/a' }),
    'history[3].content[1].mediaType must be',
  ],
  [
    withPart({ ...file, mediaType: 'a\n/b' }),
    'history[3].content[1].mediaType must be a media type',
  ],
  [withPart({ ...file, name: ' ' }), 'history[3].content[1].name must be a non-empty string'],
  [
    { role: 'tool', toolCallId: 'c', content: [{ ...file, name: 5 }] },
    'history[3].content[0].name must',
  ],
  // Calls.
  [{ role: 'assistant', content: '', reasoning: boxed }, 'history[3].reasoning must be a string'],
  [{ role: 'assistant', content: '', toolCalls: call }, 'history[3].toolCalls must be a list'],
  [{ role: 'assistant', content: '', toolCalls: Array(1) }, 'history[3].toolCalls[0].id must be'],
  [withCall({ id: '' }), 'history[3].toolCalls[0].id must be a non-empty string'],
  [withCall({ id: 5 }), 'history[3].toolCalls[0].id must be a non-empty string'],
  [withCall({ name: ' ' }), 'history[3].toolCalls[0].name must be a non-empty string'],
  [withCall({ argumentsText: {} }), 'history[3].toolCalls[0].argumentsText must be a string'],
  [
    withCall({ argumentsText: undefined }),
    'history[3].toolCalls[0].argumentsText must be a string',
  ],
  [
    withCall({ providerExecuted: 'yes' }),
    'history[3].toolCalls[0].providerExecuted must be a bool',
  ],
  // State.
  [withState(SECRET), 'history[3].providerState must be an object'],
  [withState([]), 'history[3].providerState must be an object'],
  [withState({ state: 1 }), 'history[3].providerState.protocol must be a non-empty string'],
  [withState({ protocol: 'p' }), 'history[3].providerState.state must be JSON'],
  [withState({ protocol: 'p', state: NaN }), 'history[3].providerState.state must be JSON'],
  [
    withState({ protocol: 'p', state: [new Date(0)] }),
    'history[3].providerState.state must be JSON',
  ],
  [withState({ protocol: 'p', state: { toJSON: () => 5 } }), 'history[3].providerState.state must'],
  [withState({ protocol: 'p', state: cycle }), 'history[3].providerState.state must be JSON'],
  [
    withState({
      protocol: 'p',
      state: {
        get a() {
          throw new Error(SECRET);
        },
      },
    }),
    'state must be JSON',
  ],
  // Results.
  [{ role: 'tool', content: '' }, 'history[3].toolCallId must be a non-empty string'],
  [
    { role: 'tool', toolCallId: ' ', content: '' },
    'history[3].toolCallId must be a non-empty string',
  ],
  [{ role: 'tool', toolCallId: 'c', content: '', name: '' }, 'history[3].name must be a non-empty'],
  [
    { role: 'tool', toolCallId: 'c', content: '', isError: 1 },
    'history[3].isError must be a boolean',
  ],
  [withAnswer(true), 'history[3].approval.id must be a non-empty string'],
  [withAnswer({ id: 'q' }), 'history[3].approval.approved must be a boolean'],
  [
    withAnswer({ id: 'q', approved: Object(true) }),
    'history[3].approval.approved must be a boolean',
  ],
  [
    withAnswer({ id: 'q', approved: true, reason: 5 }),
    'history[3].approval.reason must be a string',
  ],
  [
    withAnswer({ id: 'q', approved: true }, { content: SECRET }),
    'history[3].content must be left out where there is an approval',
  ],
])('refuses %p: %s', (turn, words) => {
  const faults = faultsOf(turn);
  expect(faults.join('; ')).toContain(words);
  expect(faults.join('; ')).not.toContain(SECRET);
});

it('reports all faults of a turn', () => {
  expect(
    faultsOf({
      role: 'assistant',
      content: 5,
      toolCalls: [
        { ...call, id: '' },
        { ...call, name: 5, argumentsText: 5 },
      ],
      providerState: {},
    }).map((fault) => String(fault).replace(/ must.*/, '')),
  ).toEqual([
    'history[3].content',
    'history[3].toolCalls[0].id',
    'history[3].toolCalls[1].name',
    'history[3].toolCalls[1].argumentsText',
    'history[3].providerState.protocol',
    'history[3].providerState.state',
  ]);
});

describe('what JavaScript can pass', () => {
  const all = (more: object): string =>
    requestFaults({ ...request, accessToken: 'sk-1234567', ...more })
      .filter((fault) => fault !== undefined)
      .join('; ');

  const throwing = (name: string): object =>
    Object.defineProperty({ role: 'assistant', content: '' }, name, {
      enumerable: true,
      get: () => {
        throw new Error(SECRET);
      },
    });
  const revoked = (target: object): object => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error(SECRET);
      },
    },
  );

  it.each<readonly [string, object, string]>([
    ['a role that throws', { history: [throwing('role')] }, 'history[0] must be readable'],
    ['calls that throw', { history: [throwing('toolCalls')] }, 'history[0] must be readable'],
    ['a turn that throws', { history: [hostile] }, 'history[0] must be readable'],
    ['a revoked turn', { history: [revoked({})] }, 'history[0] must be readable'],
    ['a revoked history', { history: revoked([]) }, 'history must be readable'],
    ['a revoked message', { message: revoked([]) }, 'message must be readable'],
    ['a part that throws', { message: [hostile] }, 'message must be readable'],
    ['a type that throws', { message: [{ type: hostile }] }, 'message must be readable'],
    ['revoked tools', { tools: revoked([]) }, 'tools must be readable'],
    ['a tool that throws', { tools: [hostile] }, 'tools must be readable'],
    [
      'a choice that throws',
      { toolChoice: hostile, tools: [{ name: 'a', parameters: {} }] },
      'toolChoice must be readable',
    ],
    ['a format that throws', { responseFormat: hostile }, 'responseFormat must be readable'],
    ['a revoked setting', { stopSequences: revoked([]) }, 'the request must be readable'],
  ])('is a fault: %s', (_, more, words) => {
    expect(all(more)).toContain(words);
    expect(all(more)).not.toContain(SECRET);
  });

  it('may be an object of a class, with getters', () => {
    class Turn {
      get role() {
        return 'user';
      }
      get content() {
        return 'Hi';
      }
    }
    expect(all({ history: [new Turn()] })).toBe('');
  });

  it.each<readonly [string, unknown]>([
    ['blank text', [{ type: 'text', text: ' \n' }]],
    ['no parts', []],
    ['a hole', Array(1)],
  ])('is no message: %s', (_, message) => {
    expect(all({ message })).toContain('message must be a non-empty list of parts');
  });

  it('has a message unless its history ends with the turn of a tool', () => {
    const history = [
      { role: 'assistant', content: '', toolCalls: [call] },
      { role: 'tool', toolCallId: 'c', content: '' },
    ];
    expect(all({ message: undefined, history })).toBe('');
    expect(all({ message: null, history })).toBe('');
    expect(all({ message: undefined })).toBe('message must be a non-empty string');
    expect(all({ message: '', history })).toBe('message must be a non-empty string');
    expect(
      all({ message: undefined, history: [...history, { role: 'system', content: 'a' }] }),
    ).toBe('message must be a non-empty string');
  });
});

it('takes time in proportion to the turns', () => {
  const run = (size: number): void => {
    const history = Array.from({ length: size }, (_, at) => [
      { role: 'user', content: [{ type: 'text', text: 'a' }] },
      { role: 'assistant', content: '', toolCalls: [{ ...call, id: `c${at}` }] },
      { role: 'tool', toolCallId: `c${at}`, content: 'a' },
    ]).flat() as never;
    const tools = Array.from({ length: size }, (_, at) => ({ name: `t${at}`, parameters: {} }));
    const faults = requestFaults({ ...request, accessToken: 'a', history, tools });
    expect(faults.every((fault) => fault === undefined)).toBe(true);
  };
  expect(growth(run, 4000)).toBeLessThan(9);
});

it('takes time in proportion to the data', () => {
  const run = (size: number): void => {
    const data = 'iVBO'.repeat(size);
    expect(faultsOf(withPart({ ...image, base64: `${data} ` }))).toHaveLength(1);
    expect(
      faultsOf(withPart({ type: 'image', url: `data:image/png;base64,${data} ` })),
    ).toHaveLength(1);
  };
  expect(growth(run, 200_000)).toBeLessThan(9);
});
