import { type Fields, isFields } from '../json/json.js';
import type { ErrorContext } from './errorContext.js';
import { StreamingFormatError, StreamingNetworkError, type StreamingPhase } from './errors.js';

// Codes of Node, undici and Bun for a failed name lookup, a refused connection, a missing route or
// a failed TLS handshake: nothing was sent. Codes are stable between versions; messages are not.
const notConnected = new RegExp(
  '^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|' +
    'UND_ERR_CONNECT_TIMEOUT|ERR_TLS|ERR_SSL|ConnectionRefused|FailedToOpenSocket)',
);
// OpenSSL's codes for an invalid certificate, which stays invalid on a retry.
const notTrusted = /CERT|^(UNABLE_TO_|HOSTNAME_MISMATCH)/;
const connectionLost = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ConnectionClosed)$/;
// undici's codes for a request that it does not send, such as one with a header `expect`.
const notSent = /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/;

/** Returns the failure and its causes, as far as they are objects that can be read. */
const chainOf = (failure: unknown, depth = 0): readonly Pick<Fields, 'code' | 'name'>[] => {
  try {
    if (!isFields(failure) || depth > 5) return [];
    const { code, name, cause } = failure;
    return [{ code, name }, ...chainOf(cause, depth + 1)];
  } catch {
    // A property throws when it is read.
    return [];
  }
};

/**
 * Whether Node's HTTP parser failed because the body ended before its last chunk. Some versions of
 * Node give no code for it, others report a clean end.
 */
export const isPrematureEnd = (failure: unknown): boolean =>
  chainOf(failure).some(({ name }) => name === 'HTTPParserError');

/**
 * Turns the failure of a transport into a typed error. After the headers, the connection was lost.
 * Before them, the platform's codes decide whether the request may have been sent.
 */
export function toTransportError(
  failure: unknown,
  { phase, host, redact }: ErrorContext,
): StreamingNetworkError | StreamingFormatError {
  const cause = redact.cause(failure);
  const codes = chainOf(failure).flatMap(({ code }) => (typeof code === 'string' ? code : []));
  const has = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
  // The platform's reason, unless a transport has put something else there.
  const reason = codes.find((code) => /^[A-Za-z][A-Za-z\d_]+$/.test(redact.text(code)));
  const network = (
    message: string,
    code: StreamingNetworkError['code'],
    failedIn: StreamingPhase,
    retryable = true,
  ): StreamingNetworkError =>
    new StreamingNetworkError(reason === undefined ? message : `${message} (${reason})`, {
      code,
      phase: failedIn,
      host,
      cause,
      retryable,
    });

  if (phase === 'headers' || phase === 'streaming') {
    return network('The connection was lost during the answer', 'CONNECTION_LOST', phase);
  }
  const isTrusted = !has(notTrusted);
  if (!isTrusted || has(notConnected)) {
    return network(`Could not connect to ${host}`, 'CONNECT_FAILED', 'connect', isTrusted);
  }
  if (has(notSent)) {
    return new StreamingFormatError('Invalid request: the platform does not send these headers', {
      code: 'INVALID_REQUEST',
      phase: 'request',
      cause,
    });
  }
  return has(connectionLost)
    ? network('The connection was lost before the answer', 'CONNECTION_LOST', 'sent')
    : // A browser gives no reason, so the server may have processed the request.
      network(`The request to ${host} failed before the answer`, 'CONNECT_FAILED', 'sent');
}
