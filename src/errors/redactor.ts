const REPLACEMENT = '[redacted]';
// Shorter strings are not secrets, and occur in ordinary words.
const MIN_SECRET_LENGTH = 6;
// A text may be cut off inside a secret: this many of its first characters at the end are hidden.
const MIN_START_LENGTH = 10;
const MAX_CAUSE_DEPTH = 5;
const MAX_TEXT_LENGTH = 2000;
// Control characters could break a log line or control a terminal.
const GAPS = /[\p{Cc}\s]+/gu;

/** Hides secrets in the words of others before these become part of an error or an event. */
export interface Redactor {
  /** Returns the text without secrets, on one line of at most 2000 characters. */
  readonly text: (text: string) => string;
  /** Copies the name, message, stack frames, `code` and causes of an error, without secrets. */
  readonly cause: (cause: unknown) => Error;
}

// Secrets and texts are compared on one line, since a server may change white space.
const oneLine = (text: string): string => text.replace(GAPS, ' ').trim();

/** Makes a {@link Redactor}. It ignores secrets that are not text or shorter than 6 characters. */
export function redactor(secrets: () => readonly unknown[]): Redactor {
  // Prepared at the first use: prompts are long, and most answers need no redactor.
  let hidden: readonly string[] | undefined;

  const text = (value: string): string => {
    hidden ??= searchable(secrets());
    // Cut before the search, so that a server that quotes long prompts cannot make it slow.
    const searched = oneLine(value).slice(0, MAX_TEXT_LENGTH + MIN_START_LENGTH);
    return hidden.reduce(hide, searched).slice(0, MAX_TEXT_LENGTH);
  };

  const cleanCause = (value: unknown, depth: number): Error => {
    if (!(typeof value === 'object' && value !== null && 'message' in value)) {
      return new Error(typeof value === 'object' ? 'unknown cause' : text(String(value)));
    }
    const message = String(value.message);
    const clean = new Error(text(message));
    clean.name = 'name' in value ? text(String(value.name)) : clean.name;
    // Without the message, which may contain lines that look like frames.
    const stack = 'stack' in value ? String(value.stack).replace(message, '') : '';
    const frames = stack.match(/^ +at .*$/gm) ?? [];
    clean.stack = [
      `${clean.name}: ${clean.message}`,
      ...frames.map((frame) => `    ${text(frame)}`),
    ].join('\n');
    if ('code' in value && (typeof value.code === 'string' || typeof value.code === 'number')) {
      Object.assign(clean, {
        code: typeof value.code === 'string' ? text(value.code) : value.code,
      });
    }
    if ('cause' in value && value.cause !== undefined && depth < MAX_CAUSE_DEPTH) {
      clean.cause = cause(value.cause, depth + 1);
    }
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

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const escape = (pattern: RegExp, text: string, write: (code: number) => string): string =>
  text.replace(pattern, (character) => write(character.charCodeAt(0)));

/** Returns the forms in which a server may quote a secret: plain, in JSON, in a URL, in markup. */
const formsOf = (secret: string): readonly string[] => {
  const json = inJson(secret);
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const percent = form.replaceAll('+', '%20');
  return [
    secret,
    json,
    inJson(json),
    json.replaceAll('\\"', '"'),
    escape(/[^ -~]/g, json, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
    json.replaceAll('/', '\\/'),
    form,
    percent,
    // `encodeURIComponent` leaves these characters as they are.
    percent.replace(/%2[1789]|%7E/g, decodeURIComponent),
    escape(/[&<>"']/g, secret, (code) => `&#${code};`),
  ];
};

/** Hides a secret in a text, and at the end of the text also the start of the secret. */
const hide = (text: string, secret: string): string => {
  const clean = text.replaceAll(secret, REPLACEMENT);
  const start = secret.slice(0, MIN_START_LENGTH);
  let at = clean.indexOf(start, clean.length - secret.length + 1);
  while (at !== -1 && !secret.startsWith(clean.slice(at))) at = clean.indexOf(start, at + 1);
  return at === -1 ? clean : clean.slice(0, at) + REPLACEMENT;
};

/** Returns all forms of the secrets that are long enough to look for. */
const searchable = (secrets: readonly unknown[]): readonly string[] => {
  const forms = secrets
    .filter((secret) => typeof secret === 'string')
    .flatMap(formsOf)
    .map(oneLine)
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH);
  // Longest first: of a secret that contains another, nothing may be left.
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
};
