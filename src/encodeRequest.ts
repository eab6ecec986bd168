import { type Either, isLeft, isRight, left, right } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError } from './errors/errors.js';
import { toEither } from './protocols/kit/toEither.js';
import type { ChatProtocol, EncodedRequest } from './protocols/protocol.js';
import { aPath } from './request/endpoint.js';
import { mergeHeaders } from './request/headers.js';
import { tokenFault } from './request/lookUpToken.js';
import type { ChatRequest } from './request/request.js';
import {
  aFunction,
  anObject,
  aString,
  check,
  collectFaults,
  type Fault,
  faultsOf,
  invalidRequest,
} from './validation.js';

/** What has been looked up for a request. */
export interface Credentials {
  readonly accessToken: unknown;
  readonly headers: unknown;
  readonly idempotencyKey: boolean | string | undefined;
}

const rules = { path: aPath, headers: anObject, body: aString };

/**
 * Writes a request in the format of a protocol, with more headers. One `INVALID_REQUEST` error
 * lists all faults.
 */
export function encodeRequest<R extends ChatRequest>(
  protocol: Pick<ChatProtocol<never, R>, 'encode'>,
  request: R,
  { accessToken, headers, idempotencyKey }: Credentials,
): Either<StreamingFormatError, EncodedRequest> {
  // A protocol of the kit reports another kind of token beside the other faults. What an app's own
  // protocol returns may be anything.
  const given = { ...request, accessToken: accessToken as string };
  const encoded = toEither<StreamingFormatError, EncodedRequest>(Object(protocol.encode(given)));
  if (isLeft(encoded) && encoded.left.code !== 'INVALID_REQUEST') return encoded;
  const merged = mergeHeaders(headers, {
    ...(isRight(encoded) ? encoded.right.headers : {}),
    ...(idempotencyKey ? { 'Idempotency-Key': String(idempotencyKey) } : {}),
  });
  const faults = [
    ...(isLeft(encoded)
      ? [faultsOf(encoded.left)]
      : [
          ...collectFaults(encoded.right, rules),
          typeof accessToken === 'string' ? undefined : tokenFault,
        ]),
    isLeft(merged) ? faultsOf(merged.left) : undefined,
  ];
  return isLeft(encoded) || isLeft(merged) || faults.some((fault) => fault !== undefined)
    ? left(invalidRequest(...faults))
    : right({ ...encoded.right, headers: merged.right });
}

/** The faults of a request that show without calling a function of the app for its token. */
export function faultsAtHand<R extends ChatRequest>(
  protocol: Pick<ChatProtocol<never, R>, 'encode'>,
  request: R,
): readonly Fault[] {
  const fault = check('the request', request, anObject);
  if (fault !== undefined) return [fault];
  const accessToken: unknown = request.accessToken ?? '';
  if (typeof accessToken !== 'string' || !aFunction.is(protocol.encode)) return [];
  const none = { headers: undefined, idempotencyKey: undefined };
  const encoded = encodeRequest(protocol, request, { accessToken, ...none });
  return isLeft(encoded) ? [faultsOf(encoded.left)] : [];
}
