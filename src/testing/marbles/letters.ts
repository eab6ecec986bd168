import { fieldsOf, textIn } from '../../json/json.js';
import { defaultValues } from './defaultValues.js';
import { isEqual } from './differences.js';
import type { Notification } from './notifications.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

const lowerCase = (letter: string): string => letter.toLowerCase();

/** A letter of a diagram and its value. */
interface Letter {
  readonly letter: string;
  readonly value: unknown;
}

/** Gives each value a letter: equal values the same one. */
export interface Letters {
  readonly of: (notification: Notification) => string;
  /** In the order in which they were given. */
  readonly all: () => readonly Letter[];
}

/** The letter by which the kit calls an event of this type; a letter is its own. */
const usualLetter = (value: unknown): string => {
  if (typeof value === 'string') return /^[a-z\d]$/i.test(value) ? value : '';
  const type = textIn(fieldsOf(value)['type']);
  const found = Object.entries(defaultValues).find(([, event]) => event.type === type);
  return found?.[0] ?? '';
};

/** Gives letters to values; those that a test has given keep theirs. */
export function letters(known: readonly Notification[]): Letters {
  const all: Letter[] = [];
  const reserved = new Set(known.flatMap(({ letter }) => letter ?? []));

  const free = (value: unknown): string => {
    // In either case: `a` beside `A` would be hard to tell apart.
    const taken = new Set([...reserved, ...all.map(({ letter }) => letter)].map(lowerCase));
    const candidates = [usualLetter(value), ...alphabet];
    return candidates.find((each) => each && !taken.has(lowerCase(each))) ?? '?';
  };

  const add = (letter: string, value: unknown): string => {
    all.push({ letter, value });
    return letter;
  };

  return {
    of: ({ value, letter: own }) => {
      const same = all.find(({ letter, value: other }) =>
        own === undefined ? isEqual(value, other) : letter === own,
      );
      return same?.letter ?? add(own ?? free(value), value);
    },
    all: () => all,
  };
}
