/** What is measured: the call, operators alone, and what a protocol adds to a call. */
export type Group = 'call' | 'operators' | 'protocols' | 'furtherProtocols';

/**
 * The maximum of bytes after gzip, without rxjs: of `sendStreamingChat`, of any operator alone, of
 * what a protocol adds to the call, and of what it adds to a call that has another protocol.
 */
export const groupCeilings: Readonly<Record<Group, number>> = {
  call: 20_600,
  operators: 3_780,
  protocols: 7_950,
  furtherProtocols: 5_700,
};

/** The maximum of bytes of each operator alone. */
export const operatorCeilings: Readonly<Record<string, number>> = {
  accumulateContent: 370,
  // With the fold of the reply, which says what may be tried again.
  accumulateReply: 3_780,
  coalesceContent: 950,
  errorAsEvent: 650,
  // `announce`, `wake` and `online`.
  retryOnNetwork: 2_600,
  sampleTps: 1_500,
  // Tags of any text cut anywhere, and the replay of `startInside: 'auto'`.
  splitReasoning: 2_970,
  // With the classes of the errors.
  throwOnErrorEvent: 1_500,
  timeoutBetweenChunks: 1_090,
};
