import { type Either, left, right } from 'fp-ts/lib/Either.js';
import type { IncomingMessage } from 'node:http';
import type { Question } from './answer.js';

/** An answer that is no stream. */
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

const notFound = refuse(404, 'not_found', 'Only POST /api/chat/stream is here');

// The shape in which FastAPI reports wrong input.
const invalid = (messages: readonly string[]): Refusal => ({
  status: 422,
  body: { detail: messages.map((msg) => ({ msg })) },
});

/** Checks where a request goes and whether its sender may ask; gives the refusal, if it is one. */
export function checkHead(request: IncomingMessage, token: string): Refusal | undefined {
  if (request.method !== 'POST' || pathOf(request) !== '/api/chat/stream') return notFound;
  return request.headers.authorization === `Bearer ${token}` ? undefined : unauthorized;
}

/** The path that a request names, without the query. */
export const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?')[0] ?? '';

const requiredFields = ['message', 'model_id', 'provider_slug'] as const;

/** Reads the question out of a request's body. */
export function checkBody(contentType: string, text: string): Either<Refusal, Question> {
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    return left(invalid(['The content type must be application/json']));
  }
  const body = parseFields(text);
  if (body === undefined) return left(invalid(['The body must be a JSON object']));
  const missing = requiredFields.filter((field) => typeof body[field] !== 'string');
  if (missing.length > 0) return left(invalid(missing.map((field) => `${field} must be a string`)));
  return right({
    message: String(body['message']),
    model: String(body['model_id']),
    systemPrompt: typeof body['system_prompt'] === 'string' ? body['system_prompt'] : undefined,
  });
}

const parseFields = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};
