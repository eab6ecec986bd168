import type { ErrorContext } from './errorContext.js';
import { StreamingNetworkError } from './errors.js';

// Codes that prove that no byte of the request has left: name look-up, refusal, route, TLS. Messages drift, codes do not.
const notConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS|ERR_SSL)/;
// Those of a certificate, which does not become valid by trying again.
const notTrusted = /CERT|^(UNABLE_TO_|HOSTNAME_MISMATCH)/;
const connectionLost = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

/** A failure and its causes, as far as they are objects. */
const chainOf = (failure: unknown, depth = 0): readonly object[] => {
  if (typeof failure !== 'object' || failure === null || depth > 5) return [];
  return [failure, ...('cause' in failure ? chainOf(failure.cause, depth + 1) : [])];
};

const codesOf = (failure: unknown): readonly string[] =>
  chainOf(failure).flatMap((each) =>
    'code' in each && typeof each.code === 'string' ? [each.code] : [],
  );

/**
 * Whether a platform failed because the framing of the body broke off: Node's HTTP parser, which gives no code for it in some
 * versions, and reports a clean end in others.
 */
export const isPrematureEnd = (failure: unknown): boolean =>
  chainOf(failure).some((each) => 'name' in each && each.name === 'HTTPParserError');

/**
 * Makes a network error of whatever a transport failed with. The class and code follow from how far the attempt had come;
 * only before the response do the platform's codes, where it has any, tell more.
 */
export function toNetworkError(
  failure: unknown,
  { phase, redact }: ErrorContext,
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
