import { of } from 'rxjs';
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
import type { EventOperator } from '../helpers/operatorLaws.js';

/** An operator with valid options, and what makes it emit. */
export interface OperatorSample {
  /** The options, where there are several samples of one operator. */
  readonly options?: string;
  readonly make: () => EventOperator;
  /** Events that make it emit at least once, also when it gets them again; two texts by default. */
  readonly events?: readonly StreamEvent[];
}

/** The operators that the laws are tested with, by name. */
export const operatorSamples: Readonly<Record<string, readonly OperatorSample[]>> = {
  accumulateContent: [{ make: () => accumulateContent() }],
  // Each event completes an array, also after an array that breaks.
  accumulateObject: [
    { make: () => accumulateObject(), events: [contentEvent('[1,'), contentEvent('2]')] },
    {
      options: "undefined, { from: { tool: 'n' } }",
      make: () => accumulateObject(undefined, { from: { tool: 'n' } }),
      events: ['[1,', '2]'].map((argumentsText) =>
        toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText }),
      ),
    },
  ],
  accumulateReply: [
    { make: () => accumulateReply() },
    { options: 'interval: 1000', make: () => accumulateReply({ interval: 1000 }) },
  ],
  // Alternating, so that nothing is left to merge.
  coalesceContent: [
    { make: () => coalesceContent(), events: [contentEvent('a'), reasoningEvent('b')] },
  ],
  elementsOf: [
    { make: () => elementsOf(), events: [contentEvent('[[1],[2],')] },
    {
      options: "undefined, { at: ['a'] }",
      make: () => elementsOf(undefined, { at: ['a'] }),
      events: [contentEvent('{"a":["b","c"]}')],
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
      events: [contentEvent('a<think>b'), contentEvent('</think>c<')],
    },
    {
      options: "tags: ['t', { open: '[T]', close: '[/T]' }]",
      make: () => splitReasoning({ tags: ['t', { open: '[T]', close: '[/T]' }] }),
      events: [contentEvent('a[T]b'), contentEvent('</t>c[')],
    },
    {
      options: "startInside: 'auto'",
      make: () => splitReasoning({ startInside: 'auto' }),
      events: [contentEvent('a'), contentEvent('b</think>c')],
    },
  ],
  smoothContent: [
    { make: () => smoothContent(), events: [contentEvent('a '), reasoningEvent('b ')] },
    {
      options: "by: 'line'",
      make: () => smoothContent({ by: 'line' }),
      events: [contentEvent('a\n'), reasoningEvent('b\n')],
    },
  ],
  splitSentences: [
    { make: () => splitSentences(), events: [contentEvent('A. B'), contentEvent(' c. D')] },
    {
      options: "by: 'block'",
      make: () => splitSentences({ by: 'block' }),
      events: [contentEvent('a\n\nb'), contentEvent('\n\nc')],
    },
  ],
  throwOnErrorEvent: [{ make: () => throwOnErrorEvent() }],
  timeoutBetweenChunks: [{ make: () => timeoutBetweenChunks(1000) }],
  // With the source as its answer.
  withTools: [{ make: () => (source) => withTools(() => source, {})({ modelId: 'a/model' }) }],
};
