import type { SchedulerLike } from 'rxjs';
import { isFields } from '../../json/json.js';
import {
  anObject,
  aScheduler,
  assertOptions,
  numberFrom,
  optional,
  type Rule,
  wholeNumberFrom,
} from '../../validation.js';
import { aStatus } from '../plays/refusal.js';

/** A response that takes the place of an answer. */
export interface Refused {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, or anything else, which is written as JSON. */
  readonly body?: unknown;
}

/** What goes wrong with one response. Bytes are those of the body, from its first one. */
export interface Fault {
  /** After as many bytes, the body ends as if it were complete. */
  readonly cutAfter?: number;
  /** After as many bytes, the connection is lost. */
  readonly resetAfter?: number;
  /** After as many bytes, nothing comes any more. */
  readonly stallAfter?: number;
  /** Ms until the response opens. */
  readonly delayOpen?: number;
  /** Ms that each chunk takes, one after the other. */
  readonly delayEach?: number;
  /** The response is a refusal instead; nothing is sent. */
  readonly refuse?: number | Refused;
  /** The place, from 0, of a byte whose bits are all inverted. */
  readonly corruptAt?: number;
  /** The body comes in chunks of at most so many bytes; of a list, of each size in turn. */
  readonly pieces?: number | readonly number[];
  /** Clock and timer of the delays. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const aByteCount = /*#__PURE__*/ optional(/*#__PURE__*/ wholeNumberFrom(0));
const aDelay = /*#__PURE__*/ optional(/*#__PURE__*/ numberFrom(0, 2_147_483_647));
const aSize = /*#__PURE__*/ wholeNumberFrom(1);

const isSizes = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 && value.every(aSize.is) : aSize.is(value);

const isRefused = (value: unknown): boolean =>
  aStatus.is(isFields(value) ? value['status'] : value);

const rules: Readonly<Record<keyof Fault, Rule>> = {
  cutAfter: aByteCount,
  resetAfter: aByteCount,
  stallAfter: aByteCount,
  corruptAt: aByteCount,
  delayOpen: aDelay,
  delayEach: aDelay,
  refuse: /*#__PURE__*/ optional({
    is: isRefused,
    words: 'a status from 200 to 599, or an object that has one',
    type: 'number',
  }),
  pieces: /*#__PURE__*/ optional({
    is: isSizes,
    words: 'a whole number from 1, or a list of such numbers',
    type: 'number',
  }),
  scheduler: /*#__PURE__*/ optional(aScheduler),
};

/** The faults that end the body: there can be one of them. */
export const ends = ['cutAfter', 'resetAfter', 'stallAfter'] as const;

/**
 * Checks a fault; `name` is that of the function in the errors.
 * @throws TypeError or RangeError for the first field that is wrong
 */
export function assertFault(name: string, fault: Fault): void {
  assertOptions(name, { fault }, { fault: anObject });
  const unknown = Object.keys(fault).find((field) => !Object.hasOwn(rules, field));
  if (unknown !== undefined) {
    throw new TypeError(
      `${name}: there is no fault ${unknown}; use ${Object.keys(rules).join(', ')}`,
    );
  }
  assertOptions(name, fault, rules);
  const given = ends.filter((field) => fault[field] !== undefined);
  if (given.length > 1) {
    throw new TypeError(`${name}: ${given.join(' and ')} exclude each other: each ends the body`);
  }
}
