import { describeValue, isError } from './describeValue.js';

/** One place where two values differ. */
export interface Difference {
  /** Such as `usage.inputTokens`; empty for the values themselves. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

// What a reader takes in. A comparison ends there.
const MAX_FOUND = 5;

/** A matcher of a test runner, such as `expect.any(String)` of jest, vitest or jasmine. */
interface Matcher {
  readonly asymmetricMatch: (actual: unknown, utilities: unknown) => boolean;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isMatcher = (value: unknown): value is Matcher =>
  isObject(value) && 'asymmetricMatch' in value && typeof value.asymmetricMatch === 'function';

/** The name of its class: of two realms, such as jsdom and Node, the classes themselves differ. */
const classOf = (value: object): string => String(value.constructor?.name ?? 'Object');

/** What there is to compare in an object: pairs of a name and a value. */
const partsOf = (value: object): ReadonlyMap<string, unknown> => {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return new Map([['bytes', bytes.join()]]);
  }
  if (value instanceof Map) {
    return new Map([...value].map(([key, each]) => [`get(${describeValue(key)})`, each]));
  }
  if (value instanceof Set) return new Map([...value].map((each, at) => [String(at), each]));
  if (value instanceof Date || value instanceof RegExp)
    return new Map([['value', String(+value) + String(value)]]);
  const fields = new Map<string, unknown>(Object.entries(value));
  // These fields of an error are hidden from `entries`.
  if (isError(value)) {
    for (const name of ['name', 'message', 'cause'] as const) {
      if (name in value) fields.set(name, value[name]);
    }
  }
  return fields;
};

/** Returns the first places where two values differ; none for equal ones. */
export function differences(actual: unknown, expected: unknown): readonly Difference[] {
  const found: Difference[] = [];
  // The pairs that are being compared: values may contain themselves.
  const open = new Map<object, Set<object>>();

  const note = (path: string, a: string, b: string): void => {
    if (found.length < MAX_FOUND) found.push({ path, actual: a, expected: b });
  };

  const compare = (a: unknown, b: unknown, path: string): void => {
    if (found.length >= MAX_FOUND || a === b || Object.is(a, b)) return;
    if (isMatcher(b)) {
      const equals = (one: unknown, other: unknown): boolean =>
        differences(one, other).length === 0;
      if (!b.asymmetricMatch(a, { equals })) note(path, describeValue(a), describeValue(b));
      return;
    }
    if (!isObject(a) || !isObject(b)) return note(path, describeValue(a), describeValue(b));
    if (classOf(a) !== classOf(b)) return note(path, describeValue(a), describeValue(b));
    const partners = open.get(a) ?? new Set();
    if (partners.has(b)) return;
    open.set(a, partners.add(b));
    compareParts(partsOf(a), partsOf(b), path, Array.isArray(a));
  };

  const compareParts = (
    a: ReadonlyMap<string, unknown>,
    b: ReadonlyMap<string, unknown>,
    path: string,
    isList: boolean,
  ): void => {
    for (const name of new Set([...b.keys(), ...a.keys()])) {
      const inner = isList ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
      if (!a.has(name)) note(inner, 'nothing', describeValue(b.get(name)));
      else if (!b.has(name)) note(inner, describeValue(a.get(name)), 'nothing');
      else compare(a.get(name), b.get(name), inner);
    }
  };

  compare(actual, expected, '');
  return found;
}

/** Whether two values are equal in class and in every field; errors too. */
export const isEqual = (actual: unknown, expected: unknown): boolean =>
  differences(actual, expected).length === 0;
