import type { Either } from 'fp-ts/lib/Either.js';
import type { Answer, Delta, Question } from '../answer.js';
import type { Call } from '../toolRound.js';

/** Consecutive deltas of one type. */
export interface Part {
  readonly type: Delta['type'];
  readonly index: number;
  readonly texts: readonly string[];
}

/** What is known at the end of an answer. */
interface Totals {
  readonly parts: readonly Part[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly seconds: number;
  /** The call with which the answer ends, if any. */
  readonly call: Call | undefined;
}

/** Encodes one answer: each member is, or returns, the next text of the response body. */
export interface Encoder {
  readonly start: string;
  readonly startPart: (part: Part) => string;
  readonly delta: (text: string, part: Part) => string;
  readonly endPart: (part: Part) => string;
  /** Encodes a call; `index` counts on after the parts. */
  readonly call: (call: Call, index: number) => string;
  readonly end: (totals: Totals) => string;
  /** Ends the answer with an error. */
  readonly error: (message: string, code: string) => string;
}

/** The server's side of a protocol. */
export interface ServerProtocol {
  readonly path: RegExp;
  /** The header that carries the token. */
  readonly authorization: (token: string) => readonly [name: string, value: string];
  /** Reads the question from a request, or returns the faults of the request. */
  readonly readQuestion: (body: unknown, path: string) => Either<readonly string[], Question>;
  /** Whether the tools are those of the server, so that requests offer none. */
  readonly hasTools?: true;
  readonly contentType: string;
  /** Shows the client that the server is alive. */
  readonly heartbeat: string;
  readonly encoderOf: (answer: Answer) => Encoder;
}

export const bearer: ServerProtocol['authorization'] = (token) => [
  'authorization',
  `Bearer ${token}`,
];

/** What all protocols over Server-Sent Events have in common. */
export const eventStream = {
  contentType: 'text/event-stream',
  heartbeat: ': heartbeat\n\n',
} as const;

/** For a protocol that does not mark where a part starts or ends. */
export const withoutParts = { start: '', startPart: () => '', endPart: () => '' } as const;

/** Encodes an event with a name. */
export const named = (event: string, data: unknown): string => `event: ${event}\n${unnamed(data)}`;

/** Encodes an event that also has its name in its data. */
export const typed = (type: string, fields: object = {}): string =>
  named(type, { type, ...fields });

/** Encodes an event without a name. */
export const unnamed = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

/** The last event of some protocols. */
export const doneMarker = 'data: [DONE]\n\n';
