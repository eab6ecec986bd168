import { StreamingFormatError } from './errors/errors.js';
import { isFields } from './json/json.js';
import { MAX_TIMER_DELAY } from './rx/maxTimerDelay.js';

/** What a value must be. */
export interface Rule {
  readonly is: (value: unknown) => boolean;
  /** Completes the sentence "x must be …". */
  readonly words: string;
  /** The type of a value that is only out of range; a value of another type is a `TypeError`. */
  readonly type?: 'number' | 'string';
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

export const aList: Rule = { is: (value) => Array.isArray(value), words: 'a list' };

export const aScheduler: Rule = {
  is: (value) => typeof Object(value).schedule === 'function',
  words: 'a scheduler',
};

export const anAbortSignal: Rule = {
  is: (value) =>
    typeof Object(value).aborted === 'boolean' &&
    typeof Object(value).addEventListener === 'function',
  words: 'an AbortSignal',
};

export const numberFrom = (minimum: number, maximum = Infinity): Rule => ({
  is: (value) => typeof value === 'number' && value >= minimum && value <= maximum,
  words: `a number from ${minimum}${maximum === Infinity ? '' : ` to ${maximum}`}`,
  type: 'number',
});

export const aPositiveNumber: Rule = {
  is: (value) => typeof value === 'number' && value > 0,
  words: 'a number above 0',
  type: 'number',
};

/** A time in ms that a timer can hold. */
export const aTimerDelay: Rule = {
  is: (value) => typeof value === 'number' && value > 0 && value <= MAX_TIMER_DELAY,
  // Written out: bundlers keep a template with a constant, even in imports that do not use it.
  words: 'a number above 0 and up to 2147483647',
  type: 'number',
};

export const wholeNumberFrom = (minimum: number): Rule => ({
  is: (value) => Number.isSafeInteger(value) && Number(value) >= minimum,
  words: `a whole number from ${minimum}`,
  type: 'number',
});

const quoted = (value: unknown): string => {
  try {
    const isList = Array.isArray(value);
    const text = typeof value === 'string' || isList ? JSON.stringify(value) : String(value);
    return text.length > 100 ? `${text.slice(0, 100)}…` : text;
  } catch {
    // A list with a BigInt, or an object without a prototype.
    return typeof value;
  }
};

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

/** The rule of each field. */
export type Rules = Readonly<Record<string, Rule>>;

/** Fields to check by their rules. */
type Values<R extends Rules> = { readonly [Name in keyof R]?: unknown };

/** A sentence that names a field and what it must be; `undefined` for a valid one. */
export type Fault = string | undefined;

/** Checks one field. The sentence does not quote the value, which may be secret. */
export const check = (name: string, value: unknown, { is, words }: Rule): Fault =>
  is(value) ? undefined : `${name} must be ${words}`;

/** Checks the fields of a request or a config. Returns a sentence for each fault. */
export function collectFaults<R extends Rules>(values: Values<R>, rules: R): readonly string[] {
  const faults: string[] = [];
  for (const [name, rule] of Object.entries(rules)) {
    const fault = check(name, values[name], rule);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

/** Returns the faults of a value, also of one that throws where it is read. */
export const readable = (name: string, read: () => readonly Fault[]): readonly Fault[] => {
  try {
    return read();
  } catch {
    return [`${name} must be readable`];
  }
};

/** The error of a request or a config that cannot be sent. */
export const invalidRequest = (...faults: readonly Fault[]): StreamingFormatError =>
  new StreamingFormatError(`Invalid request: ${faults.filter(Boolean).join('; ')}`, {
    code: 'INVALID_REQUEST',
    phase: 'request',
  });

/** The faults that such an error lists, as one of another error. */
export const faultsOf = ({ message }: StreamingFormatError): Fault =>
  message.replace(/^Invalid request: /, '');

/**
 * Throws for the first option of an operator that breaks its rule. The message quotes the value.
 * @throws RangeError for a number out of range, else TypeError
 */
export function assertOptions<R extends Rules>(
  operator: string,
  values: Values<R>,
  rules: R,
): void {
  for (const [name, { is, words, type }] of Object.entries(rules)) {
    const value = values[name];
    if (is(value)) continue;
    const Failure = typeof value === type ? RangeError : TypeError;
    throw new Failure(`${operator}: ${name} must be ${words}, got ${quoted(value)}`);
  }
}
