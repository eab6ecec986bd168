import type { ObservableInput } from 'rxjs';
import type { StreamEvent } from '../../events.js';
import type { TransportFrame } from '../../transport/transport.js';

/** An event of an app's own, with what its schema reads. */
export interface OwnEvent {
  readonly type: string;
  readonly data: unknown;
}

/**
 * One step of a play: an event, which is written in the format of the server, or what a server does
 * beside events: a frame, bytes or text of the body.
 */
export type Emission = StreamEvent | OwnEvent | TransportFrame | Uint8Array | string;

/**
 * What a server does with one request. Its times are those of the source, so a `cold` of a
 * `TestScheduler` plays in virtual time. An error notification is a lost connection.
 */
export type Play = ObservableInput<Emission>;

const protocols = ['subscribe', 'then', 'getReader', Symbol.iterator, Symbol.asyncIterator];

/** Whether a value is a play: an Observable, a promise, or anything that can be iterated. */
export const isPlay = (value: unknown): value is Play =>
  typeof value === 'string' ||
  (typeof value === 'object' &&
    value !== null &&
    protocols.some((member) => typeof Object(value)[member] === 'function'));
