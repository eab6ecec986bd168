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

/** Throws unless the option is a number above 0 and below `Infinity`. */
export function checkFinite(operator: string, option: string, value: unknown): void {
  checkPositive(operator, option, value);
  if (value === Infinity)
    throw new RangeError(`${operator}: ${option} must be finite, got Infinity`);
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
