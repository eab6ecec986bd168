import { of, type OperatorFunction } from 'rxjs';
import {
  accumulateContent,
  accumulateObject,
  accumulateReply,
  coalesceContent,
  elementsOf,
  errorAsEvent,
  retryOnNetwork,
  sampleTps,
  smoothContent,
  splitReasoning,
  splitSentences,
  throwOnErrorEvent,
  timeoutBetweenChunks,
  withTools,
} from '../../operators/index.js';
import { contentEvent, reasoningEvent, toolCallEvent } from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import type { OperatorSample } from '../../src/testing/index.js';

/** An operator with valid options, and what makes it emit. */
interface LawSample {
  /** The options, where there are several samples of one operator. */
  readonly options?: string;
  readonly make: () => OperatorFunction<StreamEvent, unknown>;
  /** What makes it emit at least once, also when it gets it again; two texts by default. */
  readonly sample?: OperatorSample;
}

/** Events one after the other, as a sample. */
const inTurn = (...events: readonly StreamEvent[]): OperatorSample => {
  const values = Object.fromEntries(events.map((event, index) => [String(index), event]));
  return { marbles: `-${Object.keys(values).join('-')}-`, values };
};

/** The operators that the laws are tested with, by name. */
export const operatorSamples: Readonly<Record<string, readonly LawSample[]>> = {
  accumulateContent: [{ make: () => accumulateContent() }],
  // Each event completes an array, also after an array that breaks.
  accumulateObject: [
    { make: () => accumulateObject(), sample: inTurn(contentEvent('[1,'), contentEvent('2]')) },
    {
      options: "undefined, { from: { tool: 'n' } }",
      make: () => accumulateObject(undefined, { from: { tool: 'n' } }),
      sample: inTurn(
        ...['[1,', '2]'].map((argumentsText) =>
          toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText }),
        ),
      ),
    },
  ],
  accumulateReply: [
    { make: () => accumulateReply() },
    { options: 'interval: 1000', make: () => accumulateReply({ interval: 1000 }) },
  ],
  // Alternating, so that nothing is left to merge.
  coalesceContent: [
    { make: () => coalesceContent(), sample: inTurn(contentEvent('a'), reasoningEvent('b')) },
  ],
  elementsOf: [
    { make: () => elementsOf(), sample: inTurn(contentEvent('[[1],[2],')) },
    {
      options: "undefined, { at: ['a'] }",
      make: () => elementsOf(undefined, { at: ['a'] }),
      sample: inTurn(contentEvent('{"a":["b","c"]}')),
    },
  ],
  errorAsEvent: [{ make: () => errorAsEvent() }],
  retryOnNetwork: [
    { make: () => retryOnNetwork() },
    { options: "midStream: 'restart'", make: () => retryOnNetwork({ midStream: 'restart' }) },
    { options: 'online', make: () => retryOnNetwork({ online: of(true) }) },
  ],
  sampleTps: [{ make: () => sampleTps() }],
  splitReasoning: [
    {
      make: () => splitReasoning(),
      sample: inTurn(contentEvent('a<think>b'), contentEvent('</think>c<')),
    },
    {
      options: "tags: ['t', { open: '[T]', close: '[/T]' }]",
      make: () => splitReasoning({ tags: ['t', { open: '[T]', close: '[/T]' }] }),
      sample: inTurn(contentEvent('a[T]b'), contentEvent('</t>c[')),
    },
    {
      options: "startInside: 'auto'",
      make: () => splitReasoning({ startInside: 'auto' }),
      sample: inTurn(contentEvent('a'), contentEvent('b</think>c')),
    },
  ],
  smoothContent: [
    { make: () => smoothContent(), sample: inTurn(contentEvent('a '), reasoningEvent('b ')) },
    {
      options: "by: 'line'",
      make: () => smoothContent({ by: 'line' }),
      sample: inTurn(contentEvent('a\n'), reasoningEvent('b\n')),
    },
  ],
  splitSentences: [
    { make: () => splitSentences(), sample: inTurn(contentEvent('A. B'), contentEvent(' c. D')) },
    {
      options: "by: 'block'",
      make: () => splitSentences({ by: 'block' }),
      sample: inTurn(contentEvent('a\n\nb'), contentEvent('\n\nc')),
    },
  ],
  throwOnErrorEvent: [{ make: () => throwOnErrorEvent() }],
  timeoutBetweenChunks: [{ make: () => timeoutBetweenChunks(1000) }],
  // With the source as its answer.
  withTools: [{ make: () => (source) => withTools(() => source, {})({ modelId: 'a/model' }) }],
};
