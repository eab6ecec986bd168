import { describe, expect, it } from '@jest/globals';
import * as operators from '../../operators/index.js';
import * as chat from '../../src/index.js';
import * as protocols from '../../src/protocols/index.js';

// A name that appears here is a promise; one that disappears is a breaking change.
describe('the public surface', () => {
  it('of "." has exactly these values', () => {
    expect(Object.keys(chat).sort()).toEqual([
      'StreamingAbortedError',
      'StreamingApiError',
      'StreamingError',
      'StreamingFormatError',
      'StreamingNetworkError',
      'StreamingTimeoutError',
      'contentEvent',
      'doneEvent',
      'emptyReply',
      'errorEvent',
      'fetchTransport',
      'isEvent',
      'isSafeToRetry',
      'isStreamingError',
      'isTerminal',
      'matchEvent',
      'reasoningEvent',
      'reduceReply',
      'resetEvent',
      'sendStreamingChat',
      'streamingChatProtocol',
      'streamingDefaults',
      'toolCallEvent',
      'tpsEvent',
      'usageEvent',
    ]);
  });

  it('of "./protocols" has exactly these values', () => {
    expect(Object.keys(protocols).sort()).toEqual([
      'agUi',
      'anthropicMessages',
      'geminiGenerateContent',
      'ollamaChat',
      'openAiChat',
      'openAiResponses',
      'uiMessageStream',
    ]);
  });

  it('of "./operators" has exactly these values', () => {
    expect(Object.keys(operators).sort()).toEqual([
      'accumulateContent',
      'accumulateReply',
      'coalesceContent',
      'errorAsEvent',
      'retryOnNetwork',
      'sampleTps',
      'splitReasoning',
      'throwOnErrorEvent',
      'timeoutBetweenChunks',
    ]);
  });
});
