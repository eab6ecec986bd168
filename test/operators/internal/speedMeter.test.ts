import { describe, expect, it } from '@jest/globals';
import { speedMeter } from '../../../operators/internal/speedMeter.js';
import {
  contentEvent,
  fileEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
  toolResultEvent,
} from '../../../src/eventConstructors.js';
import type { TokenUsage } from '../../../src/eventDetails.js';
import type { StreamEvent } from '../../../src/events.js';

const text = contentEvent('a');
const thought = reasoningEvent('a');
const call = toolCallEvent({ index: 0, id: 'c', name: 'add', argumentsText: '{}' });
const serverCall = { ...call, providerExecuted: true } as const;
const result = toolResultEvent({ id: 'c', result: 1 });

type Timed = readonly [at: number, event: StreamEvent];

const meterOf = (events: readonly Timed[]) => {
  const meter = speedMeter(10_000, () => 1);
  for (const [at, event] of events) meter.take(event, at);
  return meter;
};

describe('speedMeter', () => {
  it.each<readonly [string, readonly Timed[], number | undefined]>([
    [
      'from the first tokens to the last',
      [
        [100, text],
        [600, thought],
        [1100, call],
      ],
      90,
    ],
    [
      'not before there are two instants',
      [
        [100, text],
        [100, text],
      ],
      undefined,
    ],
    [
      'without the time to the result of a call',
      [
        [0, text],
        [400, call],
        [1400, result],
        [1500, text],
      ],
      180,
    ],
    [
      'without that of a call of which nothing was seen',
      [
        [0, text],
        [400, result],
        [500, text],
      ],
      900,
    ],
    [
      'without the time between the results of two calls',
      [
        [0, text],
        [400, call],
        [1400, result],
        [2400, result],
        [2500, text],
      ],
      180,
    ],
    [
      'without the time to the text after a call that the provider ran',
      [
        [0, text],
        [500, serverCall],
        [1500, text],
      ],
      180,
    ],
    [
      'but with the time in which the deltas of that call came',
      [
        [0, text],
        [500, serverCall],
        [1000, call],
        [9000, text],
      ],
      90,
    ],
    [
      'with the time after its result',
      [
        [0, text],
        [500, serverCall],
        [1500, result],
        [2000, text],
      ],
      90,
    ],
    [
      'with the time after a call that waits for the app',
      [
        [0, text],
        [500, call],
        [1000, text],
      ],
      90,
    ],
    [
      'with the time that other events take',
      [
        [0, text],
        [500, fileEvent({ mediaType: 'image/png' })],
        [1000, text],
      ],
      90,
    ],
  ])('measures exactly %s', (_, events, expected) => {
    expect(meterOf(events).exact({ outputTokens: 90 })).toBe(expected);
  });

  const seen: readonly Timed[] = [
    [0, thought],
    [1000, text],
  ];
  const unseen: readonly Timed[] = [
    [0, text],
    [1000, text],
  ];

  it.each<readonly [string, readonly Timed[], TokenUsage, number | undefined]>([
    [
      'leaves out reasoning of which nothing was seen',
      unseen,
      { outputTokens: 90, reasoningTokens: 40 },
      50,
    ],
    [
      'counts reasoning of which something was seen',
      seen,
      { outputTokens: 90, reasoningTokens: 40 },
      90,
    ],
    [
      'returns nothing if all was reasoning',
      unseen,
      { outputTokens: 90, reasoningTokens: 90 },
      undefined,
    ],
    [
      'returns nothing if there was more reasoning',
      unseen,
      { outputTokens: 90, reasoningTokens: 91 },
      undefined,
    ],
    ['ignores reasoning that is no count', unseen, { outputTokens: 90, reasoningTokens: NaN }, 90],
    ['ignores negative reasoning', unseen, { outputTokens: 90, reasoningTokens: -1 }, 90],
    ['returns nothing without output', unseen, { inputTokens: 9 }, undefined],
    ['returns nothing for output that is no count', unseen, { outputTokens: Infinity }, undefined],
    [
      'forgets at a reset that reasoning was seen',
      [...seen, [1500, resetEvent(2)], [2000, text], [3000, text]],
      { outputTokens: 90, reasoningTokens: 40 },
      50,
    ],
  ])('%s', (_, events, usage, expected) => {
    expect(meterOf(events).exact(usage)).toBe(expected);
  });

  describe('goes on at a replay', () => {
    const replay: readonly Timed[] = [
      [0, text],
      [1000, text],
      [2000, resetEvent(2)],
      [2000, text],
      [2000, text],
    ];

    it('and counts none of its deltas', () => {
      const meter = meterOf([...replay, [3000, text]]);
      expect(meter.rate(4000)).toBe(0.5);
      expect(meter.exact({ outputTokens: 90 })).toBe(30);
    });

    it('also after several resets in an instant', () => {
      const meter = meterOf([...replay, [2000, resetEvent(3)], [2000, text], [3000, text]]);
      expect(meter.exact({ outputTokens: 90 })).toBe(30);
    });

    it('also if that is empty at first', () => {
      const meter = meterOf([
        ...replay.slice(0, 3),
        [2000, resetEvent(3)],
        [2000, text],
        [3000, text],
      ]);
      expect(meter.exact({ outputTokens: 90 })).toBe(30);
    });

    it('but starts again at a reset without one', () => {
      const meter = meterOf([...replay, [3000, resetEvent(3)], [4000, text], [5000, text]]);
      expect(meter.rate(6000)).toBe(0.5);
      expect(meter.exact({ outputTokens: 90 })).toBe(90);
    });
  });

  it('reports whether there were tokens', () => {
    const meter = speedMeter(1000, (delta) => (delta === '' ? 0 : 1));
    const takes = [text, contentEvent(''), call, result, resetEvent(2)].map((event, at) =>
      meter.take(event, at),
    );
    expect(takes).toEqual([true, false, true, false, false]);
  });
});
