const REPLACEMENT = '[redacted]';
// Shorter strings are not secrets, and occur in ordinary words.
const SHORTEST_SECRET = 6;
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

/** Makes a {@link Redactor} for the given secrets; what is no text, or very short, is ignored. */
export function redactor(secrets: readonly unknown[]): Redactor {
  // Prepared at the first use: prompts are long, and most answers need no redactor.
  let hidden: readonly string[] | undefined;

  // Cut last, or the start of a secret could be left at the cut.
  const text = (value: string): string =>
    (hidden ??= searchable(secrets))
      .reduce((clean, secret) => clean.replaceAll(secret, REPLACEMENT), oneLine(value))
      .slice(0, LONGEST_TEXT);

  const cause = (value: unknown, depth = 0): Error => {
    if (!(typeof value === 'object' && value !== null && 'message' in value)) {
      return new Error(typeof value === 'object' ? 'unknown cause' : text(String(value)));
    }
    const clean = new Error(text(String(value.message)));
    clean.name = 'name' in value ? text(String(value.name)) : clean.name;
    const frames = 'stack' in value ? String(value.stack).match(/^ +at .*$/gm) : null;
    clean.stack = [
      `${clean.name}: ${clean.message}`,
      ...(frames ?? []).map((frame) => `    ${text(frame)}`),
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

  return { text, cause };
}

const searchable = (secrets: readonly unknown[]): readonly string[] =>
  secrets
    .filter((secret) => typeof secret === 'string')
    // Servers quote a body as it came, which is JSON.
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .map(oneLine)
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    // The longest first, or a secret that contains another would leave its rest behind.
    .sort((a, b) => b.length - a.length);
