import { of } from 'rxjs';
import {
  accumulateContent,
  accumulateReply,
  coalesceContent,
  errorAsEvent,
  retryOnNetwork,
  sampleTps,
  splitReasoning,
  throwOnErrorEvent,
  timeoutBetweenChunks,
  withTools,
} from '../../operators/index.js';
import { contentEvent, reasoningEvent } from '../../src/eventConstructors.js';
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
  accumulateReply: [
    { make: () => accumulateReply() },
    { options: 'interval: 1000', make: () => accumulateReply({ interval: 1000 }) },
  ],
  // Alternating, so that nothing is left to merge.
  coalesceContent: [
    { make: () => coalesceContent(), events: [contentEvent('a'), reasoningEvent('b')] },
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
  throwOnErrorEvent: [{ make: () => throwOnErrorEvent() }],
  timeoutBetweenChunks: [{ make: () => timeoutBetweenChunks(1000) }],
  // With the source as its answer.
  withTools: [{ make: () => (source) => withTools(() => source, {})({ modelId: 'a/model' }) }],
};
