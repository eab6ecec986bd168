import type { Fields } from '../json/json.js';
import { MAX_SEARCHED, oneLine, secretFinder, type Secrets } from './secretFinder.js';

const REPLACEMENT = '[redacted]';
const MAX_CAUSE_DEPTH = 5;
const MAX_FRAMES = 50;
const MAX_TEXT_LENGTH = 2000;
// As much of a text is put on one line before it is cut: most of it is not white space.
const MAX_READ = 8 * MAX_SEARCHED;

/** Hides secrets in the words of others before these become part of an error or an event. */
export interface Redactor {
  /** Returns the text without secrets, on one line of at most 2000 characters. */
  readonly text: (text: string) => string;
  /** Copies the name, message, stack frames, `code` and causes of an error, without secrets. */
  readonly cause: (cause: unknown) => Error;
}

/**
 * Makes a {@link Redactor}. It ignores secrets that are not text or shorter than 6 characters, and
 * hides each part of a credential from 12 characters on.
 */
export function redactor(secrets: () => Secrets): Redactor {
  // Prepared at the first use: most answers need no redactor.
  let find: ReturnType<typeof secretFinder> | undefined;

  const text = (value: string): string => {
    find ??= secretFinder(secrets());
    // Cut before the search, so that a server cannot make it slow. What is cut off may have begun
    // a secret, which is why more is searched than kept.
    const searched = oneLine(value.trimStart().slice(0, MAX_READ)).slice(0, MAX_SEARCHED);
    const isSecret = new Uint8Array(searched.length);
    find(searched, (start, end) => isSecret.fill(1, start, end));
    let clean = '';
    for (let at = 0; at < searched.length; at++) {
      if (isSecret[at] === 0) clean += searched.charAt(at);
      else if (isSecret[at - 1] !== 1) clean += REPLACEMENT;
    }
    return clean.slice(0, MAX_TEXT_LENGTH);
  };

  const cleanCause = (value: unknown, depth: number): Error => {
    const { message, name, stack, code, cause: reason }: Fields = Object(value);
    if (message === undefined) {
      return new Error(typeof value === 'object' ? 'unknown cause' : text(String(value)));
    }
    const clean = new Error(text(String(message)));
    if (name !== undefined) clean.name = text(String(name));
    // Without the message, which may contain lines that look like frames.
    const frames =
      String(stack)
        .replace(String(message), '')
        .match(/^ +at .*$/gm) ?? [];
    clean.stack = [
      `${clean.name}: ${clean.message}`,
      ...frames.slice(0, MAX_FRAMES).map((frame) => `    ${text(frame)}`),
    ].join('\n');
    if (typeof code === 'string') Object.assign(clean, { code: text(code) });
    if (typeof code === 'number') Object.assign(clean, { code });
    if (reason !== undefined && depth < MAX_CAUSE_DEPTH) clean.cause = cause(reason, depth + 1);
    return clean;
  };

  const cause = (value: unknown, depth = 0): Error => {
    try {
      return cleanCause(value, depth);
    } catch {
      // A property throws when it is read, or cannot be converted to text.
      return new Error('unknown cause');
    }
  };

  return { text, cause };
}
