import { StreamingFormatError } from './errors/errors.js';
import { fieldsOf, isFields } from './json/json.js';

/** What a value must be. */
export interface Rule {
  readonly is: (value: unknown) => boolean;
  /** Completes the sentence "x must be …". */
  readonly words: string;
  /** The type of a value that is only out of range; a value of another type is a `TypeError`. */
  readonly type?: 'number';
}

export const aFunction: Rule = {
  is: (value) => typeof value === 'function',
  words: 'a function',
};

export const aBoolean: Rule = { is: (value) => typeof value === 'boolean', words: 'a boolean' };

export const aString: Rule = { is: (value) => typeof value === 'string', words: 'a string' };

export const nonBlank: Rule = {
  is: (value) => typeof value === 'string' && value.trim() !== '',
  words: 'a non-empty string',
};

export const anObject: Rule = { is: isFields, words: 'an object' };

export const aList: Rule = { is: Array.isArray, words: 'a list' };

/** An object with a method of the given name, such as a scheduler or an `AbortSignal`. */
export const withMethod = (words: string, name: string): Rule => ({
  is: (value) => typeof fieldsOf(value)[name] === 'function',
  words,
});

export const aScheduler: Rule = /*#__PURE__*/ withMethod('a scheduler', 'schedule');

export const numberFrom = (minimum: number, maximum = Infinity): Rule => ({
  is: (value) => typeof value === 'number' && value >= minimum && value <= maximum,
  words: `a number from ${minimum}${maximum === Infinity ? '' : ` to ${maximum}`}`,
  type: 'number',
});

export const numberAbove0 = (maximum = Infinity): Rule => ({
  is: (value) => typeof value === 'number' && value > 0 && value <= maximum,
  words: `a number above 0${maximum === Infinity ? '' : ` and up to ${maximum}`}`,
  type: 'number',
});

export const wholeNumberFrom = (minimum: number): Rule => ({
  is: (value) => Number.isSafeInteger(value) && Number(value) >= minimum,
  words: `a whole number from ${minimum}`,
  type: 'number',
});

const quoted = (value: unknown): string =>
  typeof value === 'string' || Array.isArray(value) ? JSON.stringify(value) : String(value);

export const oneOf = (...choices: readonly string[]): Rule => ({
  is: (value) => choices.some((choice) => choice === value),
  words: choices.map(quoted).join(' or '),
});

export const orInfinity = ({ is, words, ...rule }: Rule): Rule => ({
  ...rule,
  is: (value) => value === Infinity || is(value),
  words: `${words} or Infinity`,
});

/** Also lets a value be absent, as `undefined` or `null`. */
export const optional = ({ is, ...rule }: Rule): Rule => ({
  ...rule,
  is: (value) => value === undefined || value === null || is(value),
});

/** A sentence that names a field and what it must be; `undefined` for a valid one. */
export type Fault = string | undefined;

/** Checks one field. The sentence does not quote the value, which may be secret. */
export const check = (name: string, value: unknown, { is, words }: Rule): Fault =>
  is(value) ? undefined : `${name} must be ${words}`;

/** One `INVALID_REQUEST` error that lists all faults of a request or a config. */
export const invalidRequest = (faults: readonly Fault[]): StreamingFormatError =>
  new StreamingFormatError(`Invalid request: ${faults.filter(Boolean).join('; ')}`, {
    code: 'INVALID_REQUEST',
    phase: 'request',
  });

/**
 * Throws for the first option of an operator that breaks its rule. The message quotes the value.
 * @throws RangeError for a number out of range, else TypeError
 */
export function assertOptions(
  operator: string,
  options: Readonly<Record<string, readonly [value: unknown, rule: Rule]>>,
): void {
  for (const [name, [value, rule]] of Object.entries(options)) {
    const fault = check(name, value, rule);
    if (fault === undefined) continue;
    const Failure = typeof value === rule.type ? RangeError : TypeError;
    throw new Failure(`${operator}: ${fault}, got ${quoted(value)}`);
  }
}
