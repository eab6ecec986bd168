import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  callArguments,
  type Frame,
} from '../../../../src/protocols/openAiResponses/callArguments.js';
import { toolCallEvent } from '../../../../src/eventConstructors.js';
import type { Events } from '../../../../src/protocols/kit/events.js';

const emit = (argumentsText: string): Events => [
  toolCallEvent({ index: 0, id: 'a', name: 'b', argumentsText }),
];

const textOf = (events: Events): string =>
  events.map((event) => (event.type === 'toolCall' ? event.argumentsText : '')).join('');

/** A text cut into deltas at any UTF-16 unit. */
const cutText = fc.array(fc.string({ unit: 'binary' }).map((text) => text.slice(0, 3)));

const units = (text: string): readonly string[] =>
  Array.from({ length: text.length }, (_, at) => text.charAt(at));

describe('callArguments', () => {
  const frame: Frame = ['{"code":"', '"}'];

  it('writes a text that is cut anywhere as one JSON string', () => {
    fc.assert(
      fc.property(cutText, fc.boolean(), (texts, isFine) => {
        const whole = texts.join('');
        const deltas = isFine ? units(whole) : texts;
        const { delta, complete } = callArguments(emit, frame);
        const json = [
          ...deltas.map((text) => delta(text)),
          complete(JSON.stringify({ code: whole })),
        ];
        expect(JSON.parse(json.map(textOf).join(''))).toEqual({ code: whole });
      }),
    );
  });

  it('emits each delta at once, and nothing for an empty one', () => {
    const { delta } = callArguments(emit, frame);
    expect([delta('a'), delta(''), delta('"')].map(textOf)).toEqual(['{"code":"a', '', '\\"']);
  });

  it('begins another string at another index', () => {
    const { delta, complete } = callArguments(emit, ['{"a":["', '"]}']);
    const texts = [delta('a', 0), delta('b', 0), delta('c', 1), complete('{"a":["ab","c"],"d":1}')];
    expect(texts.map(textOf)).toEqual(['{"a":["a', 'b', '","c', '"],"d":1}']);
  });

  it('ends the JSON of deltas once, where the complete arguments differ or never come', () => {
    const differing = callArguments(emit, frame);
    const texts = [
      differing.delta('a'),
      differing.complete('{"code":"b"}'),
      differing.complete('{"code":"b"}'),
      differing.delta('c'),
      differing.close(),
    ];
    expect(texts.map(textOf)).toEqual(['{"code":"a', '"}', '', '', '']);

    const open = callArguments(emit, frame);
    expect(textOf(open.close())).toBe('');
    expect([open.delta('a'), open.close(), open.close()].map(textOf)).toEqual([
      '{"code":"a',
      '"}',
      '',
    ]);
  });

  it('adds what the deltas of JSON left out, and never repeats', () => {
    const { delta, complete, close } = callArguments(emit);
    const texts = [delta('{"a"'), complete('{"a":1}'), complete('{"a":1}'), complete(''), close()];
    expect(texts.map(textOf)).toEqual(['{"a"', ':1}', '', '', '']);
  });
});
