import type { Either } from 'fp-ts/lib/Either.js';
import type { Answer, Delta, Question } from '../answer.js';

/** Deltas of one kind in a row. */
export interface Part {
  readonly event: Delta['event'];
  readonly index: number;
  readonly words: readonly string[];
}

/** What is known once all is said. */
interface Totals {
  readonly parts: readonly Part[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly seconds: number;
}

/** The words for one answer, as they go over the wire. */
export interface Speech {
  readonly begin: string;
  readonly open: (part: Part) => string;
  readonly piece: (text: string, part: Part) => string;
  readonly close: (part: Part) => string;
  readonly end: (totals: Totals) => string;
  readonly failure: (message: string, code: string) => string;
}

/** A wire protocol from the server's side. */
export interface Dialect {
  readonly path: RegExp;
  /** The header that has the token, and its value. */
  readonly authorization: (token: string) => readonly [name: string, value: string];
  /** Reads the question, or tells what is wrong with it. */
  readonly readQuestion: (body: unknown, path: string) => Either<readonly string[], Question>;
  readonly contentType: string;
  /** Says that the server is alive. */
  readonly heartbeat: string;
  readonly speak: (answer: Answer) => Speech;
}

export const bearer: Dialect['authorization'] = (token) => ['authorization', `Bearer ${token}`];

/** What all that speak Server-Sent Events have in common. */
export const eventStream = {
  contentType: 'text/event-stream',
  heartbeat: ': heartbeat\n\n',
} as const;

/** For a wire that does not mark where a part begins or ends. */
export const withoutParts = { begin: '', open: () => '', close: () => '' } as const;

/** An event with a name. */
export const named = (event: string, data: unknown): string => `event: ${event}\n${unnamed(data)}`;

/** An event that has its name in its data too. */
export const typed = (type: string, fields: object = {}): string =>
  named(type, { type, ...fields });

/** An event without a name. */
export const unnamed = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

/** The marker with which some wires end. */
export const doneMarker = 'data: [DONE]\n\n';
