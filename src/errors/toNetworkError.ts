import type { ErrorContext } from './errorContext.js';
import { StreamingNetworkError } from './errors.js';

// Codes of Node and undici for a failed name lookup, a refused connection, a missing route or a
// failed TLS handshake: nothing was sent. Codes are stable between versions; messages are not.
const notConnected = new RegExp(
  '^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|' +
    'UND_ERR_CONNECT_TIMEOUT|ERR_TLS|ERR_SSL)',
);
// OpenSSL's codes for an invalid certificate, which stays invalid on a retry.
const notTrusted = /CERT|^(UNABLE_TO_|HOSTNAME_MISMATCH)/;
const connectionLost = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

/** Returns the failure and its causes, as far as they are objects. */
const chainOf = (failure: unknown, depth = 0): readonly object[] => {
  if (typeof failure !== 'object' || failure === null || depth > 5) return [];
  return [failure, ...('cause' in failure ? chainOf(failure.cause, depth + 1) : [])];
};

const codesOf = (failure: unknown): readonly string[] =>
  chainOf(failure).flatMap((link) =>
    'code' in link && typeof link.code === 'string' ? [link.code] : [],
  );

/**
 * Whether Node's HTTP parser failed because the body ended before its last chunk. Some versions of
 * Node give no code for it, others report a clean end.
 */
export const isPrematureEnd = (failure: unknown): boolean =>
  chainOf(failure).some((link) => 'name' in link && link.name === 'HTTPParserError');

/**
 * Turns the failure of a transport into a network error. After the headers, the connection was
 * lost. Before them, the platform's codes decide whether the request may have been sent.
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
    : // A browser gives no reason, so the server may have processed the request.
      new StreamingNetworkError('The request failed before the answer', {
        code: 'CONNECT_FAILED',
        phase: 'sent',
        cause,
      });
}
