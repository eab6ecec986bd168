import {
  StreamingApiError,
  StreamingFormatError,
  StreamingNetworkError,
} from '../errors/errors.js';
import type { ServerError } from '../errors/serverError.js';
import { statusOf } from '../errors/statusOfCode.js';
import { readHeader } from '../transport/readHeader.js';
import type { OpenFrame, TransportHeaders } from '../transport/transport.js';
import type { ResponseContext } from './responseContext.js';
import { retryAfter } from './retryAfter.js';
import { shouldRetry } from './shouldRetry.js';

/** Makes the errors of one response, in its current phase and without secrets. */
export interface ResponseErrors {
  /** The server refused: by its status, or by a JSON error where a stream was due. */
  readonly api: (
    open: OpenFrame,
    code: 'HTTP_STATUS' | 'ERROR_BODY',
    serverError: ServerError,
  ) => StreamingApiError;
  /** The response is not what the protocol requires. */
  readonly format: (code: StreamingFormatError['code'], message: string) => StreamingFormatError;
  /** The response is not a stream; `got` completes "Expected a stream of …, got". */
  readonly unexpectedType: (got: string) => StreamingFormatError;
  readonly tooLarge: () => StreamingFormatError;
  readonly eventTooLarge: () => StreamingFormatError;
  /** The platform cannot decode the bytes. */
  readonly undecodable: () => StreamingFormatError;
  /** The transport sent the request again when events of its answer had been delivered. */
  readonly sentAgain: () => StreamingNetworkError;
  /** The transport does not keep its contract. */
  readonly invalidFrame: () => StreamingFormatError;
}

/** The name of an AWS exception, which Bedrock puts into a header with a URL after it. */
const awsName = (headers: TransportHeaders | undefined): string | undefined =>
  readHeader(headers, 'x-amzn-errortype')?.replace(/:.*/, '');

export function responseErrors({
  protocol,
  settings: { scheduler, maxResponseSize, maxEventSize },
  errors,
}: ResponseContext): ResponseErrors {
  const redactedOrAbsent = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : errors.redact.text(text);

  const format: ResponseErrors['format'] = (code, message) =>
    new StreamingFormatError(errors.redact.text(message), { code, phase: errors.phase });

  return {
    api: ({ status, headers }, code, { message = `HTTP ${status}`, retryAfterMs, ...details }) =>
      new StreamingApiError(errors.redact.text(message), {
        code,
        phase: 'headers',
        status: code === 'HTTP_STATUS' ? status : statusOf(details),
        serverCode: redactedOrAbsent(details.code ?? awsName(headers)),
        retryAfterMs: retryAfter(headers, scheduler.now()) ?? retryAfterMs,
        retryable: shouldRetry(headers),
        requestId: redactedOrAbsent(
          readHeader(headers, 'x-request-id') ?? readHeader(headers, 'request-id'),
        ),
      }),
    format,
    unexpectedType: (got) =>
      format('UNEXPECTED_CONTENT_TYPE', `Expected a stream of ${protocol.name}, got ${got}`),
    tooLarge: () =>
      format(
        'RESPONSE_TOO_LARGE',
        `The response exceeds maxResponseSize, ${maxResponseSize} bytes`,
      ),
    eventTooLarge: () =>
      format('EVENT_TOO_LARGE', `An event exceeds maxEventSize, ${maxEventSize} characters`),
    undecodable: () =>
      format(
        'UNEXPECTED_CONTENT_TYPE',
        'This platform has no TextDecoder for bytes that are not ASCII',
      ),
    sentAgain: () =>
      new StreamingNetworkError('The transport sent the request again during the answer', {
        code: 'CONNECTION_LOST',
        phase: errors.phase,
        host: errors.host,
      }),
    invalidFrame: () =>
      format(
        'BAD_EVENT',
        'Invalid transport frame: expected open with a status, data with a chunk of bytes or ' +
          'text, or message with a message of event and data',
      ),
  };
}
