/** What an option must be: a test, words for it, and the error of a value that does not pass. */
export type Rule<T> = readonly [
  isValid: (value: T) => boolean,
  words: string,
  Fault?: ErrorConstructor,
];

export const aNumber: Rule<unknown> = [(value) => typeof value === 'number', 'a number'];
export const from0: Rule<number> = [(value) => value >= 0, 'at least 0', RangeError];
export const above0: Rule<number> = [(value) => value > 0, 'above 0', RangeError];
export const upTo = (most: number): Rule<number> => [
  (value) => value <= most,
  `at most ${most}`,
  RangeError,
];
export const whole: Rule<number> = [
  (value) => value === Math.floor(value),
  'a whole number',
  RangeError,
];
export const aFunction: Rule<unknown> = [(value) => typeof value === 'function', 'a function'];
export const aScheduler: Rule<{ readonly schedule: unknown }> = [
  (value) => typeof value?.schedule === 'function',
  'a scheduler',
];

const show = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value) : String(value);

export const oneOf = (...choices: readonly string[]): Rule<string> => [
  (value) => choices.includes(value),
  choices.map(show).join(' or '),
];

/** Throws unless each of the options keeps each of the rules. */
export function check<T>(
  operator: string,
  options: Readonly<Record<string, T>>,
  ...rules: readonly Rule<T>[]
): void {
  for (const [option, value] of Object.entries(options)) {
    for (const [isValid, words, Fault = TypeError] of rules) {
      if (!isValid(value)) {
        throw new Fault(`${operator}: ${option} must be ${words}, got ${show(value)}`);
      }
    }
  }
}
