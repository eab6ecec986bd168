import type { Observable } from 'rxjs';
import type { StreamEvent, StreamingChatConfig, StreamingChatRequest } from '../../src/index.js';

export type HeaderFields = Readonly<Record<string, string | number>>;

/** A POST as it arrived. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The server's side of one request. */
export interface Connection {
  readonly request: Post;
  /** Writes bytes as they are. */
  readonly write: (bytes: string | Uint8Array) => void;
  /** Writes a status line and headers. */
  readonly head: (status: number, headers: HeaderFields) => void;
  /** Writes a whole answer. */
  readonly respond: (status: number, headers: HeaderFields, body: string | Uint8Array) => void;
  /** Writes the head of an event stream that comes in chunks. */
  readonly open: (headers?: HeaderFields) => void;
  /** Writes a chunk. */
  readonly send: (body: string | Uint8Array) => void;
  /** Writes the last chunk, which ends the body properly. */
  readonly end: () => void;
  /** Closes the connection. */
  readonly fin: () => void;
  /** Resets the connection. */
  readonly rst: () => void;
  readonly wait: (ms: number) => Promise<void>;
}

/** What the server does with POST number `post`, from 0. */
export type Answer = (connection: Connection, post: number) => void | Promise<void>;

/**
 * What the server of a row may ask of its app beside the connection, so that neither has to guess
 * by the clock how far the other is.
 */
export interface AppLink {
  /** Resolves once the app has had `count` events. */
  readonly delivered: (count: number) => Promise<unknown>;
  /** Makes `called` of the app emit. */
  readonly call: () => unknown;
}

/** What the server of a row does with POST number `post`, from 0. */
export type RowAnswer = (
  connection: Connection,
  post: number,
  app: AppLink,
) => void | Promise<void>;

/** What the app of a row can use. */
export interface App {
  /** `sendStreamingChat` to the server of the row, with the signal below. */
  readonly send: (
    config?: Partial<StreamingChatConfig>,
    request?: Partial<StreamingChatRequest>,
  ) => Observable<StreamEvent>;
  /** Its signal is in the config of every request; no listener may be left on it. */
  readonly controller: AbortController;
  /** Emits when the server calls. */
  readonly called: Observable<unknown>;
  /** Lets something that is no event count as one for the server. */
  readonly note: () => void;
}

/** An error as plain data: its own fields, and the codes of its causes in `causeCodes`. */
export type ErrorReport = Readonly<Record<string, unknown>>;

/** What a row must lead to. */
export interface Expected {
  /**
   * The content since the last `reset`; a list of its deltas where the cuts matter. @defaultValue
   * `''`
   */
  readonly text?: string | readonly string[];
  /** All the events, where text is not enough. */
  readonly events?: readonly StreamEvent[];
  /**
   * `done` is the event and completion; `complete` is completion without it; else fields of the
   * error.
   */
  readonly end: 'done' | 'complete' | ErrorReport;
  /** @defaultValue `1` */
  readonly posts?: number;
}

/** One row of the fault matrix, as data for any runtime. */
export interface Row {
  /** As in docs/reliability.md; a row may come in several variants. */
  readonly id: string;
  /** What happens, for a title. */
  readonly title: string;
  readonly answer: RowAnswer;
  /** What the app does. @defaultValue sends one request */
  readonly run?: (app: App) => Observable<StreamEvent>;
  readonly expected: Expected;
  /** What differs in a browser, which reports less about a failure. */
  readonly inBrowser?: Partial<Expected>;
  /** Why it is played in one kind of runtime only. */
  readonly only?: { readonly runtime: 'node' | 'browser'; readonly because: string };
}
