import type { AnyEvent } from './openAnswer.js';

/** A body that a server may send, and what a protocol must make of it. */
export interface ProtocolSample {
  /** For the names of its laws. @defaultValue its number */
  readonly title?: string;
  readonly bytes: Uint8Array | string;
  readonly events: readonly AnyEvent[];
  /** Fields of the error in which it must end. @defaultValue it completes */
  readonly error?: object;
  /** How many of its messages the protocol does not know. @defaultValue `0` */
  readonly unknown?: number;
  /** A beginning of it is a complete answer too, as where one run comes after another. */
  readonly endsEarly?: boolean;
}
