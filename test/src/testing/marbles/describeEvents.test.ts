import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type StreamEvent, StreamingNetworkError } from '../../../../src/index.js';
import { describeEvents } from '../../../../src/testing/index.js';
import { describeValue } from '../../../../src/testing/marbles/describeValue.js';
import { oneOfEach } from '../../../helpers/oneOfEach.js';

it('describeEvents writes one line for each event, with all of its fields', () => {
  expect(describeEvents(oneOfEach)).toBe(
    [
      'content "a"',
      'reasoning "b"',
      'toolCall 0 c1 add "{"',
      'toolResult c1 3',
      'source https://a.example',
      'file image/png base64="iVBO"',
      'tps 4 server',
      'usage inputTokens=1',
      'providerState agUi { a: 1 }',
      'error "no" code="X" status=503 retryAfterMs=10',
      'retrying attempt=2 delayMs=250 error={ message: "no", kind: "network" }',
      'reset 2',
      'done stop',
    ].join('\n'),
  );
});

it.each<[StreamEvent | { type: string; data: unknown }, string]>([
  [{ type: 'content', text: 'a\n"b"', part: 2 }, `content 'a\\n"b"' part=2`],
  [{ type: 'content', text: `"a" 'b'` }, `content "\\"a\\" 'b'"`],
  [
    { type: 'toolCall', index: 1, id: 'c 1', name: '', argumentsText: '{"a":1}', approvalId: 'x' },
    `toolCall 1 "c 1" "" '{"a":1}' approvalId="x"`,
  ],
  [{ type: 'done' }, 'done'],
  [
    { type: 'citation', data: { url: 'https://a.example' } },
    'citation { url: "https://a.example" }',
  ],
])('describeEvents writes %j', (event, line) => {
  expect(describeEvents([event])).toBe(line);
});

it('describeEvents writes different lines for different events', () => {
  const anyEvent = fc.record({
    type: fc.constant('content' as const),
    text: fc.string({ unit: fc.constantFrom('a', '"', "'", '\\', '\n', ' ') }),
    part: fc.nat(2),
  });
  fc.assert(
    fc.property(anyEvent, anyEvent, (a, b) => {
      const isSame = JSON.stringify(a) === JSON.stringify(b);
      return isSame === (describeEvents([a]) === describeEvents([b]));
    }),
  );
});

describe('describeValue writes', () => {
  const circle: unknown[] = [1];
  circle.push(circle);

  it.each<[unknown, string]>([
    ['Hi', '"Hi"'],
    [undefined, 'undefined'],
    [null, 'null'],
    [12n, '12n'],
    [Symbol('s'), 'Symbol(s)'],
    [function named() {}, 'function named'],
    [[1, 'a', []], '[1, "a", []]'],
    [{}, '{}'],
    [{ a: 1, 'b c': { d: null } }, '{ a: 1, "b c": { d: null } }'],
    [new Map([['a', 1]]), 'Map(["a", 1])'],
    [new Set([1]), 'Set(1)'],
    [/a/g, '/a/g'],
    [Uint8Array.of(1, 255), '2 bytes 01 ff'],
    [new Uint8Array(17), `17 bytes ${'00 '.repeat(16)}…`],
    [
      new (class Own {
        a = 1;
      })(),
      'Own { a: 1 }',
    ],
    [Object.create(null), '{}'],
    [circle, '[1, (itself)]'],
    [new TypeError('no', { cause: 'why' }), 'TypeError "no" cause="why"'],
    [
      new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'streaming' }),
      'StreamingNetworkError network CONNECTION_LOST "gone" phase="streaming" attempt=1 ' +
        'attempts=[] retryable=true',
    ],
  ])('%p', (value, line) => {
    expect(describeValue(value)).toBe(line);
  });
});
