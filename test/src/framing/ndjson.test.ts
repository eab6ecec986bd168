import { describe, expect, it } from '@jest/globals';
import type { SseMessage } from '../../../src/framing/framing.js';
import { ndjsonFraming } from '../../../src/framing/ndjson.js';
import { chunkings } from '../../helpers/chunkings.js';
import { everyCut } from '../../../src/testing/index.js';

const overflow = new RangeError('too large');
const tooLarge = (): Error => overflow;

const frame = (
  chunks: readonly (Uint8Array | string)[],
  maxEventSize = 1000,
): { messages: readonly string[]; broken: string | undefined } => {
  const messages: SseMessage[] = [];
  const framing = ndjsonFraming({
    maxEventSize,
    tooLarge,
    undecodable: tooLarge,
    bareEvents: [],
    onMessage: (message) => messages.push(message),
  });
  for (const chunk of chunks) framing.push(chunk);
  const broken = framing.end();
  return { messages: messages.map(({ data }) => data), broken: broken?.data };
};

describe('ndjsonFraming', () => {
  const wire = new TextEncoder().encode('{"a":"é😀"}\r\n\n  \n{"b":1}\n{"c"');
  const lines = { messages: ['{"a":"é😀"}', '{"b":1}'], broken: '{"c"' };

  it.each(chunkings)('reports a message per line that is not blank, fed $name', ({ cut }) => {
    expect(frame(cut(wire))).toEqual(lines);
  });

  it('reports the same messages for every cut in two', () => {
    for (const halves of everyCut(wire)) expect(frame(halves)).toEqual(lines);
  });

  it('gives every message the name that an unnamed event has', () => {
    const messages: SseMessage[] = [];
    ndjsonFraming({
      maxEventSize: 10,
      tooLarge,
      undecodable: tooLarge,
      bareEvents: [],
      onMessage: (m) => messages.push(m),
    }).push('1\n');
    expect(messages).toEqual([{ event: 'message', data: '1' }]);
  });

  it('limits the size of a line, whether it has ended or not', () => {
    expect(frame(['x'.repeat(10), '\n'], 10).messages).toEqual(['x'.repeat(10)]);
    expect(() => frame([`${'x'.repeat(11)}\n`], 10)).toThrow(overflow);
    expect(() => frame(['xxxxxx', 'xxxxxx'], 10)).toThrow(overflow);
  });
});
