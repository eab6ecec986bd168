import type { Attempt } from '../attempt.js';
import { StreamingNetworkError } from '../errors.js';

// Codes that prove that no byte of the request has left: name look-up, refusal, route, TLS. Messages drift, codes do not.
const notConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS|ERR_SSL)/;
// Those of a certificate, which does not become valid by trying again.
const notTrusted = /CERT|^(UNABLE_TO_|HOSTNAME_MISMATCH)/;
const EARLY_END = 'HPE_INVALID_EOF_STATE';
const connectionLost = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

const codesOf = (cause: unknown, depth = 0): readonly string[] => {
  if (typeof cause !== 'object' || cause === null || depth > 5) return [];
  // Node 24 leaves out the code of this one failure.
  const unnamed = 'name' in cause && cause.name === 'HTTPParserError' ? EARLY_END : undefined;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : unnamed;
  const own = code === undefined ? [] : [code];
  return 'cause' in cause ? [...own, ...codesOf(cause.cause, depth + 1)] : own;
};

/** Whether a platform failed because the body only ended, and too early. Others report that as a clean end. */
export const isEarlyEnd = (failure: unknown): boolean => codesOf(failure).includes(EARLY_END);

/**
 * Makes a network error of whatever a transport failed with. The class and code follow from how far the attempt had come;
 * only before the response do the platform's codes, where it has any, tell more.
 */
export function networkFailure(
  failure: unknown,
  { phase, redact }: Attempt,
): StreamingNetworkError {
  const cause = redact.cause(failure);
  if (phase === 'headers' || phase === 'streaming') {
    return new StreamingNetworkError('The connection was lost during the answer', {
      code: 'CONNECTION_LOST',
      phase,
      cause,
    });
  }
  const codes = codesOf(failure);
  const isUntrusted = codes.some((code) => notTrusted.test(code));
  if (isUntrusted || codes.some((code) => notConnected.test(code))) {
    return new StreamingNetworkError('Could not connect to the server', {
      code: 'CONNECT_FAILED',
      phase: 'connect',
      cause,
      retryable: !isUntrusted,
    });
  }
  return codes.some((code) => connectionLost.test(code))
    ? new StreamingNetworkError('The connection was lost before the answer', {
        code: 'CONNECTION_LOST',
        phase: 'sent',
        cause,
      })
    : // A browser does not say why, so the request may have been processed.
      new StreamingNetworkError('The request failed before the answer', {
        code: 'CONNECT_FAILED',
        phase: 'sent',
        cause,
      });
}
