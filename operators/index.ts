export { accumulateContent } from './accumulateContent.js';
export {
  accumulateObject,
  type AccumulateObjectOptions,
  type DeepPartial,
  type ObjectReply,
} from './accumulateObject.js';
export { accumulateReply, type AccumulateReplyOptions } from './accumulateReply.js';
export { coalesceContent, type CoalesceContentOptions } from './coalesceContent.js';
export { elementsOf, type ElementsOfOptions } from './elementsOf.js';
export { errorAsEvent } from './errorAsEvent.js';
export { retryOnNetwork, type RetryOnNetworkOptions } from './retryOnNetwork.js';
export { sampleTps, type SampleTpsOptions } from './sampleTps.js';
export { smoothContent, type SmoothContentOptions } from './smoothContent.js';
export { splitReasoning, type SplitReasoningOptions } from './splitReasoning.js';
export { splitSentences, type Sentence, type SplitSentencesOptions } from './splitSentences.js';
export { throwOnErrorEvent } from './throwOnErrorEvent.js';
export { timeoutBetweenChunks, type TimeoutBetweenChunksOptions } from './timeoutBetweenChunks.js';
export { tool, type ToolOptions } from './tool.js';
export { withTools, type WithToolsOptions } from './withTools.js';
export type { Tool, ToolContext } from './internal/tool.js';
