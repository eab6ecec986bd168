/** What is measured: the call, operators alone, and what a protocol adds to a call. */
export type Group = 'call' | 'operators' | 'protocols' | 'furtherProtocols';

/**
 * The maximum of bytes after gzip, without rxjs: of `sendStreamingChat`, of any operator alone, of
 * what a protocol adds to the call, and of what it adds to a call that has another protocol.
 */
export const groupCeilings: Readonly<Record<Group, number>> = {
  call: 23_000,
  operators: 12_400,
  protocols: 10_300,
  furtherProtocols: 7_550,
};

/** The maximum of bytes of each operator alone. */
export const operatorCeilings: Readonly<Record<string, number>> = {
  accumulateContent: 370,
  // A parser of JSON in deltas, reports of schemas.
  accumulateObject: 4_900,
  // With the fold of the reply, which says what may be tried again.
  accumulateReply: 3_780,
  coalesceContent: 950,
  // As `accumulateObject`.
  elementsOf: 4_900,
  errorAsEvent: 650,
  // `announce`, `wake` and `online`.
  retryOnNetwork: 2_600,
  sampleTps: 1_500,
  smoothContent: 2_300,
  splitSentences: 2_650,
  // Tags of any text cut anywhere, and the replay of `startInside: 'auto'`.
  splitReasoning: 3_060,
  // With the classes of the errors.
  throwOnErrorEvent: 1_500,
  timeoutBetweenChunks: 1_090,
  tool: 820,
  // With the fold of the reply, JSON Schemas of codecs, reports of what is wrong with a value, and
  // the search for secrets, most of which an app has with the call.
  withTools: 12_400,
};
