import { LONGEST_DELAY } from '../../src/longestDelay.js';

const show = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value) : String(value);

/** Throws a `RangeError`, or for another type a `TypeError`, unless the option is a number from `min` on. */
export function checkNumber(operator: string, option: string, value: unknown, min: number): void {
  if (typeof value !== 'number') {
    throw new TypeError(`${operator}: ${option} must be a number, got ${show(value)}`);
  }
  if (!(value >= min)) {
    throw new RangeError(`${operator}: ${option} must be at least ${min}, got ${value}`);
  }
}

/** Throws unless the option is a number above 0; `Infinity` is one. */
export function checkPositive(operator: string, option: string, value: unknown): void {
  checkNumber(operator, option, value, 0);
  if (value === 0) throw new RangeError(`${operator}: ${option} must be above 0, got 0`);
}

/** Throws unless the option is a number above 0 that a timer can wait for. */
export function checkDelay(operator: string, option: string, value: number): void {
  checkPositive(operator, option, value);
  if (value > LONGEST_DELAY) {
    throw new RangeError(`${operator}: ${option} must be at most ${LONGEST_DELAY}, got ${value}`);
  }
}

/** Throws unless the option is a whole number from 0 on; `Infinity` is one. */
export function checkCount(operator: string, option: string, value: number): void {
  checkNumber(operator, option, value, 0);
  if (value !== Infinity && !Number.isInteger(value)) {
    throw new RangeError(`${operator}: ${option} must be a whole number, got ${value}`);
  }
}

/** Throws a `TypeError` unless the `scheduler` is one. */
export function checkScheduler(operator: string, value: { readonly schedule: unknown }): void {
  if (typeof value?.schedule !== 'function') {
    throw new TypeError(`${operator}: scheduler must be a scheduler, got ${show(value)}`);
  }
}

/** Throws a `TypeError` unless the option is a function. */
export function checkFunction(operator: string, option: string, value: unknown): void {
  if (typeof value !== 'function') {
    throw new TypeError(`${operator}: ${option} must be a function, got ${show(value)}`);
  }
}

/** Throws a `TypeError` unless the option is one of the choices. */
export function checkChoice(
  operator: string,
  option: string,
  value: unknown,
  choices: readonly string[],
): void {
  if (!choices.some((choice) => choice === value)) {
    const expected = choices.map(show).join(' or ');
    throw new TypeError(`${operator}: ${option} must be ${expected}, got ${show(value)}`);
  }
}
