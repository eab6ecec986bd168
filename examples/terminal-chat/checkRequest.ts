import {
  chain,
  type Either,
  filterOrElse,
  left,
  map,
  mapLeft,
  tryCatch,
} from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { IncomingMessage } from 'node:http';
import type { Question } from './answer.js';
import type { ServerProtocol } from './encoders/encoder.js';

/** The response to a request that the server refuses. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const refuse = (status: number, code: string, message: string): Refusal => ({
  status,
  body: { error: { code, message } },
});

export const unauthorized: Refusal = refuse(401, 'invalid_token', 'The access token is not valid');

export const tooMany: Refusal = {
  ...refuse(429, 'rate_limited', 'Too many requests, try again in a second'),
  headers: { 'Retry-After': '1' },
};

const notFound = refuse(404, 'not_found', 'The protocol has no POST to this path');

// FastAPI reports invalid input in this form.
const invalid = (messages: readonly string[]): Refusal => ({
  status: 422,
  body: { detail: messages.map((msg) => ({ msg })) },
});

/** Checks method, path and token of a request; returns the refusal, if any. */
export function checkHead(
  request: IncomingMessage,
  token: string,
  { path, authorization }: ServerProtocol,
): Refusal | undefined {
  if (request.method !== 'POST' || !path.test(pathOf(request))) return notFound;
  const [name, value] = authorization(token);
  return request.headers[name] === value ? undefined : unauthorized;
}

/** The path of a request, without its query. */
export const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?')[0] ?? '';

/** Reads the question from the body of a request. */
export function checkBody(
  request: IncomingMessage,
  text: string,
  { readQuestion, hasTools }: ServerProtocol,
  needsTool: boolean,
): Either<Refusal, Question> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return left(invalid(['The content type must be application/json']));
  }
  return pipe(
    parse(text),
    chain((body) => readQuestion(body, pathOf(request))),
    map((question) => (hasTools && !needsTool ? { ...question, tool: undefined } : question)),
    filterOrElse(
      ({ tool }) => tool !== undefined || !needsTool,
      (): readonly string[] => ['The request must offer a tool'],
    ),
    mapLeft(invalid),
  );
}

const parse = (text: string): Either<readonly string[], unknown> =>
  tryCatch(
    () => JSON.parse(text),
    () => ['The body must be JSON'],
  );
