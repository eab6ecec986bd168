import { type Either, tryCatch } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError } from '../../errors/errors.js';
import { type ChatMessage, type ChatRequest, invalidRequest } from '../../request/request.js';
import { type Fields, isFields } from '../../json/json.js';
import type { EncodedRequest } from '../protocol.js';

/** Joins the fields of a body; those of the request win at any depth, even where they are not set. */
const merge = (extra: Fields, own: Fields): Fields => ({
  ...extra,
  ...Object.fromEntries(
    Object.entries(own).map(([name, value]) => {
      const given = Object.hasOwn(extra, name) ? extra[name] : undefined;
      return [name, isFields(value) && isFields(given) ? merge(given, value) : value];
    }),
  ),
});

/** A request with a JSON body: the fields of the protocol, and those of `extraBody` that it does not have. */
export const jsonRequest = (
  { extraBody }: ChatRequest,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Fields,
): Either<StreamingFormatError, EncodedRequest> =>
  tryCatch(
    () => ({
      path,
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream', ...headers },
      body: JSON.stringify(extraBody ? merge(extraBody, body) : body),
    }),
    () => invalidRequest(['extraBody must be JSON']),
  );

/** The header of a bearer token, where there is one. */
export const bearer = (accessToken: string): Readonly<Record<string, string>> =>
  accessToken === '' ? {} : { Authorization: `Bearer ${accessToken}` };

/** The earlier turns with something in them, and no more than the known fields. */
export const turnsOf = ({ history }: ChatRequest): readonly ChatMessage[] =>
  (history ?? [])
    .filter(({ content }) => content.trim() !== '')
    .map(({ role, content }) => ({ role, content }));

/** The whole conversation as most wires take it: the system prompt, the earlier turns, and what the user says now. */
export const conversationOf = (request: ChatRequest): readonly ChatMessage[] => [
  ...(request.systemPrompt ? [{ role: 'system', content: request.systemPrompt } as const] : []),
  ...turnsOf(request),
  { role: 'user', content: request.message },
];

/** What is not set is not sent: a `null` or an empty list would override the server's default. */
export const unlessEmpty = <T extends string | readonly unknown[]>(
  value: T | null | undefined,
): T | undefined => (value?.length ? value : undefined);
