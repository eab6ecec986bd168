import type { Attempt } from '../attempt.js';
import { StreamingNetworkError } from '../errors.js';

// Codes that prove that no byte of the request has left: name look-up, refusal, route, TLS. Messages drift, codes do not.
const notConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/;
const connectionLost = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

const codesOf = (cause: unknown, depth = 0): readonly string[] => {
  if (typeof cause !== 'object' || cause === null || depth > 5) return [];
  const own = 'code' in cause && typeof cause.code === 'string' ? [cause.code] : [];
  return 'cause' in cause ? [...own, ...codesOf(cause.cause, depth + 1)] : own;
};

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
  if (codes.some((code) => notConnected.test(code))) {
    return new StreamingNetworkError('Could not connect to the server', {
      code: 'CONNECT_FAILED',
      phase: 'connect',
      cause,
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
