import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatSse } from '../../../src/framing/formatSse.js';
import type { SseMessage } from '../../../src/framing/framing.js';
import { sseFraming } from '../../../src/framing/sse.js';

const framed = (text: string): readonly SseMessage[] => {
  const messages: SseMessage[] = [];
  const framing = sseFraming({
    maxEventSize: 1000,
    bareEvents: [],
    tooLarge: () => new Error('too large'),
    undecodable: () => new Error('not text'),
    onMessage: (message) => messages.push(message),
  });
  framing.push(text);
  framing.end();
  return messages;
};

describe('formatSse', () => {
  it('writes id, name and data, each on its line', () => {
    expect(formatSse({ id: '7', event: 'content', data: '{}' })).toBe(
      'id: 7\nevent: content\ndata: {}\n\n',
    );
  });

  it('writes no id where there is none', () => {
    expect(formatSse({ event: 'done', data: '' })).toBe('event: done\ndata: \n\n');
  });

  it.each(['\n', '\r', '\r\n'])('begins a line of data at %j', (end) => {
    expect(formatSse({ event: 'a', data: `b${end}c` })).toBe('event: a\ndata: b\ndata: c\n\n');
  });

  it('writes what the framing reads back', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n\0]/.test(text));
    const name = line.filter((text) => text !== '');
    fc.assert(
      fc.property(fc.array(fc.record({ id: name, event: name, data: name })), (messages) => {
        expect(framed(messages.map(formatSse).join(''))).toEqual(messages);
      }),
    );
  });

  it.each<[string, SseMessage]>([
    ['event', { event: 'a\nb', data: '' }],
    ['event', { event: 'a\0', data: '' }],
    ['id', { id: '1\r2', event: 'a', data: '' }],
  ])('refuses a line end or a NUL in %s', (field, message) => {
    expect(() => formatSse(message)).toThrow(
      new TypeError(`formatSse: ${field} must not have a line end or a NUL`),
    );
  });
});
