/** What is measured: the call, operators alone, and what a protocol adds to a call. */
export type Group = 'call' | 'operators' | 'protocols' | 'furtherProtocols';

/**
 * The maximum of bytes after gzip, without rxjs: of `sendStreamingChat`, of any operator alone, of
 * what a protocol adds to the call, and of what it adds to a call that has another protocol.
 */
export const groupCeilings: Readonly<Record<Group, number>> = {
  call: 16_100,
  operators: 1_800,
  protocols: 8_600,
  furtherProtocols: 6_000,
};

/** The maximum of bytes of each operator alone. */
export const operatorCeilings: Readonly<Record<string, number>> = {
  accumulateContent: 200,
  accumulateReply: 700,
  coalesceContent: 920,
  errorAsEvent: 420,
  retryOnNetwork: 1_400,
  sampleTps: 1_300,
  splitReasoning: 1_800,
  throwOnErrorEvent: 600,
  timeoutBetweenChunks: 1_050,
};
