const REPLACEMENT = '[redacted]';
// Shorter strings are not secrets, and occur in ordinary words.
const SHORTEST_SECRET = 6;
const DEEPEST_CAUSE = 5;

/** Takes secrets out of what other parties say, before it becomes part of an error or an event. */
export interface Redactor {
  readonly text: (text: string) => string;
  /** A new error that keeps only the name, the message, the stack frames, the `code` and the cause chain. */
  readonly cause: (cause: unknown) => Error;
}

/** Makes a {@link Redactor} for the given secrets; what is no text, or very short, is ignored. */
export function redactor(secrets: readonly unknown[]): Redactor {
  const hidden = secrets
    .filter((secret) => typeof secret === 'string')
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    // The longest first, or a secret that contains another would leave its rest behind.
    .sort((a, b) => b.length - a.length);

  const text = (value: string): string =>
    hidden.reduce((clean, secret) => clean.replaceAll(secret, REPLACEMENT), value);

  const cause = (value: unknown, depth = 0): Error => {
    if (!(typeof value === 'object' && value !== null && 'message' in value)) {
      return new Error(typeof value === 'object' ? 'unknown cause' : text(String(value)));
    }
    const clean = new Error(text(String(value.message)));
    clean.name = 'name' in value ? text(String(value.name)) : clean.name;
    const frames = 'stack' in value ? String(value.stack).match(/^ +at .*$/gm) : null;
    clean.stack = [`${clean.name}: ${clean.message}`, ...(frames ?? [])].map(text).join('\n');
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
