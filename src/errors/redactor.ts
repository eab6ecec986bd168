const REPLACEMENT = '[redacted]';
// Shorter strings are not secrets, and occur in ordinary words.
const SHORTEST_SECRET = 6;
// So much of the start of one, at the end of a text, is what a cut has left of it.
const SHORTEST_START = 10;
const DEEPEST_CAUSE = 5;
const LONGEST_TEXT = 2000;
// Control characters could break a log line, or drive a terminal.
const GAPS = /[\p{Cc}\s]+/gu;

/** Takes secrets out of what other parties say, before it becomes part of an error or an event. */
export interface Redactor {
  /** The text on one line of at most 2000 characters, without secrets. */
  readonly text: (text: string) => string;
  /** A new error that keeps only the name, the message, the stack frames, the `code` and the cause chain. */
  readonly cause: (cause: unknown) => Error;
}

// Compared like this, a secret is found however its white space comes back.
const oneLine = (text: string): string => text.replace(GAPS, ' ').trim();

/** Makes a {@link Redactor} for the secrets; what is no text, or very short, is ignored. */
export function redactor(secrets: () => readonly unknown[]): Redactor {
  // Asked for and prepared at the first use: prompts are long, and most answers need no redactor.
  let hidden: readonly string[] | undefined;

  const text = (value: string): string => {
    hidden ??= searchable(secrets());
    // What is cut off anyhow is hardly searched: a server that quotes long prompts must not keep us busy.
    const searched = oneLine(value).slice(0, LONGEST_TEXT + SHORTEST_START);
    return hidden.reduce(hide, searched).slice(0, LONGEST_TEXT);
  };

  const cleanCause = (value: unknown, depth: number): Error => {
    if (!(typeof value === 'object' && value !== null && 'message' in value)) {
      return new Error(typeof value === 'object' ? 'unknown cause' : text(String(value)));
    }
    const message = String(value.message);
    const clean = new Error(text(message));
    clean.name = 'name' in value ? text(String(value.name)) : clean.name;
    // A message may look like frames.
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
    if ('cause' in value && value.cause !== undefined && depth < DEEPEST_CAUSE) {
      clean.cause = cause(value.cause, depth + 1);
    }
    return clean;
  };

  const cause = (value: unknown, depth = 0): Error => {
    try {
      return cleanCause(value, depth);
    } catch {
      // Its parts cannot be read, or are no text.
      return new Error('unknown cause');
    }
  };

  return { text, cause };
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const escape = (pattern: RegExp, text: string, write: (code: number) => string): string =>
  text.replace(pattern, (sign) => write(sign.charCodeAt(0)));

/** The ways in which a server may quote what it got: as it is, as JSON of several hands, in a URL, in markup. */
const writingsOf = (secret: string): readonly string[] => {
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
    // These few signs `encodeURIComponent` leaves as they are.
    percent.replace(/%2[1789]|%7E/g, decodeURIComponent),
    escape(/[&<>"']/g, secret, (code) => `&#${code};`),
  ];
};

/** Hides a secret, also the start of one that was cut off at the end. */
const hide = (text: string, secret: string): string => {
  const clean = text.replaceAll(secret, REPLACEMENT);
  const start = secret.slice(0, SHORTEST_START);
  let at = clean.indexOf(start, clean.length - secret.length + 1);
  while (at !== -1 && !secret.startsWith(clean.slice(at))) at = clean.indexOf(start, at + 1);
  return at === -1 ? clean : clean.slice(0, at) + REPLACEMENT;
};

const searchable = (secrets: readonly unknown[]): readonly string[] => {
  const written = secrets
    .filter((secret) => typeof secret === 'string')
    .flatMap(writingsOf)
    .map(oneLine)
    .filter((secret) => secret.length >= SHORTEST_SECRET);
  // The longest first, or a secret that contains another would leave its rest behind.
  return [...new Set(written)].sort((a, b) => b.length - a.length);
};
