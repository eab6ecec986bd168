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
} from '../../operators/index.js';
import { contentEvent, reasoningEvent } from '../../src/events.js';
import { operatorLaws, passesUnknownEvents } from '../helpers/operatorLaws.js';

operatorLaws('accumulateContent', () => accumulateContent());
operatorLaws('accumulateReply', () => accumulateReply());
// Alternating, so that nothing is left to merge.
operatorLaws('coalesceContent', () => coalesceContent(), [contentEvent('a'), reasoningEvent('b')]);
operatorLaws('errorAsEvent', () => errorAsEvent());
operatorLaws('retryOnNetwork', () => retryOnNetwork());
operatorLaws('retryOnNetwork with restarts', () => retryOnNetwork({ midStream: 'restart' }));
operatorLaws('sampleTps', () => sampleTps());
operatorLaws('splitReasoning', () => splitReasoning(), [
  contentEvent('a<think>b'),
  contentEvent('</think>c<'),
]);
operatorLaws('throwOnErrorEvent', () => throwOnErrorEvent());
operatorLaws('timeoutBetweenChunks', () => timeoutBetweenChunks(1000));

passesUnknownEvents('coalesceContent', () => coalesceContent());
passesUnknownEvents('errorAsEvent', () => errorAsEvent());
passesUnknownEvents('retryOnNetwork', () => retryOnNetwork());
passesUnknownEvents('sampleTps', () => sampleTps());
passesUnknownEvents('splitReasoning', () => splitReasoning());
passesUnknownEvents('throwOnErrorEvent', () => throwOnErrorEvent());
passesUnknownEvents('timeoutBetweenChunks', () => timeoutBetweenChunks(1000));
