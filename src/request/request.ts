import { type Either, left, right } from 'fp-ts/lib/Either.js';
import type { ObservableInput } from 'rxjs';
import { StreamingFormatError } from '../errors/errors.js';

/** One earlier turn of the conversation. */
export interface ChatMessage {
  readonly role: 'user' | 'assistant' | 'system';
  readonly content: string;
}

/** What every protocol's request has in common. A field that is `undefined` is not sent. */
export interface ChatRequest {
  /**
   * The bearer token, or a function that gives it: asked anew for each subscription, so that a retry gets a fresh one. A
   * returned string is the token itself. The time it takes is not part of `connectionTimeout`. Some protocols need none.
   */
  readonly accessToken?: string | (() => string | ObservableInput<string>) | undefined;
  /** What the user says now. It must not be in `history` too. */
  readonly message: string;
  /** The model, as the provider or server names it. */
  readonly modelId: string;
  /** Earlier turns, oldest first; turns with blank content are not sent. */
  readonly history?: readonly ChatMessage[] | undefined;
  /** Instructions for the model, sent before the history. */
  readonly systemPrompt?: string | undefined;
  /** Most tokens in the answer; a whole number from 1. */
  readonly maxTokens?: number | undefined;
  /** Randomness, 0 to 2. */
  readonly temperature?: number | undefined;
  /** Nucleus sampling threshold, 0 to 1. */
  readonly topP?: number | undefined;
  /** -2 to 2. */
  readonly frequencyPenalty?: number | undefined;
  /** -2 to 2. */
  readonly presencePenalty?: number | undefined;
  /** More fields for the body, sent as they are. Names of the fields above are ignored, whether those are set or not. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
}

/** The request of a protocol that does not do without a token. */
export interface AuthorizedRequest extends ChatRequest {
  readonly accessToken: string | (() => string | ObservableInput<string>);
}

/** The request of the default protocol. */
export interface StreamingChatRequest extends AuthorizedRequest {
  /** The provider that serves the model, e.g. `deepseek`. */
  readonly providerSlug: string;
}

/** A request whose token has been looked up; it is empty where there is none. */
export type ResolvedRequest<R extends ChatRequest = ChatRequest> = R & {
  readonly accessToken: string;
};

/** A sentence that names a field and what it must be; none for what is valid. */
export type Fault = string | undefined;

/** The error that lists all faults. The values of fields are not in it: they may be secret. */
export const invalidRequest = (faults: readonly string[]): StreamingFormatError =>
  new StreamingFormatError(`Invalid request: ${faults.join('; ')}`, {
    code: 'INVALID_REQUEST',
    phase: 'request',
  });

/** The value, unless a check has found faults; then all of them in one error. */
export const unlessFaulty = <A>(
  value: A,
  checks: readonly Fault[],
): Either<StreamingFormatError, A> => {
  const faults = checks.filter((fault) => fault !== undefined);
  return faults.length === 0 ? right(value) : left(invalidRequest(faults));
};

/** The fault, unless `valid`. */
export const check = (valid: boolean, fault: string): Fault => (valid ? undefined : fault);

/** Checks that a field is text with something in it. */
export const checkText = (name: string, value: unknown): Fault =>
  check(typeof value === 'string' && value.trim() !== '', `${name} must be a non-empty string`);

const absent = (value: unknown): value is null | undefined => value === undefined || value === null;

const checkRange = (name: string, value: unknown, min: number, max: number): Fault =>
  check(
    absent(value) || (typeof value === 'number' && value >= min && value <= max),
    `${name} must be a number from ${min} to ${max}`,
  );

// What an HTTP header value can hold: no CR, LF, NUL or other control, and nothing above Latin-1.
const headerText = /^[\t\x20-\x7e\x80-\xff]*$/;

const checkHeaderText = (token: unknown): Fault =>
  check(
    typeof token === 'string' && headerText.test(token),
    'accessToken must be text without line breaks, control characters or characters above U+00FF',
  );

/** Checks that there is a token. */
export const checkToken = ({ accessToken }: ResolvedRequest): Fault =>
  checkText('accessToken', accessToken);

const roles: ReadonlySet<unknown> = new Set<ChatMessage['role']>(['user', 'assistant', 'system']);

const checkTurn = (turn: ChatMessage, index: number): Fault =>
  check(
    roles.has(turn?.role) && typeof turn.content === 'string',
    `history[${index}] must have a role (user, assistant or system) and a content string`,
  );

const checkHistory = (history: ChatRequest['history']): readonly Fault[] =>
  absent(history) || Array.isArray(history)
    ? (history ?? []).map(checkTurn)
    : ['history must be a list'];

/**
 * Checks the fields that all protocols share, and the `more` checks of one protocol. All faults are reported at once, in
 * one `INVALID_REQUEST` error.
 */
export const validateRequest = <R extends ChatRequest>(
  request: ResolvedRequest<R>,
  more: readonly Fault[] = [],
): Either<StreamingFormatError, ResolvedRequest<R>> =>
  unlessFaulty(request, [
    checkHeaderText(request.accessToken),
    checkText('message', request.message),
    checkText('modelId', request.modelId),
    ...more,
    ...checkHistory(request.history),
    check(
      absent(request.systemPrompt) || typeof request.systemPrompt === 'string',
      'systemPrompt must be a string',
    ),
    check(
      absent(request.extraBody) ||
        (typeof request.extraBody === 'object' && !Array.isArray(request.extraBody)),
      'extraBody must be an object',
    ),
    check(
      absent(request.maxTokens) ||
        (Number.isSafeInteger(request.maxTokens) && request.maxTokens >= 1),
      'maxTokens must be a whole number from 1',
    ),
    checkRange('temperature', request.temperature, 0, 2),
    checkRange('topP', request.topP, 0, 1),
    checkRange('frequencyPenalty', request.frequencyPenalty, -2, 2),
    checkRange('presencePenalty', request.presencePenalty, -2, 2),
  ]);
