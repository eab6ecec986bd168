/** Writes text in quotes on one line: in single ones where it has double ones, as JSON has. */
const quoted = (text: string): string => {
  const json = JSON.stringify(text);
  return text.includes('"') && !text.includes("'")
    ? `'${json.slice(1, -1).replaceAll('\\"', '"')}'`
    : json;
};

/** Whether a value is an error, also one of another realm, such as that of Node beside jsdom. */
export const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';

const nameOf = (key: string): string => (/^[\w$]+$/.test(key) ? key : quoted(key));

const describeBytes = (bytes: Uint8Array): string => {
  const hex = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0'));
  return `${bytes.length} bytes ${hex.join(' ')}${bytes.length > 16 ? ' …' : ''}`;
};

/** Writes fields as `name=value`, each after a space. */
export const describeFields = (fields: object, above: readonly object[] = []): string =>
  Object.entries(fields)
    .map(([name, value]) => ` ${nameOf(name)}=${describeValue(value, above)}`)
    .join('');

const describeError = (error: Error, above: readonly object[]): string => {
  const fields = new Map<string, unknown>(Object.entries(error));
  const labels = ['kind', 'code'].map((name) => fields.get(name));
  for (const name of ['name', 'message', 'kind', 'code']) fields.delete(name);
  if (error.cause !== undefined) fields.set('cause', error.cause);
  const words = labels.filter((label) => typeof label === 'string');
  const head = [error.constructor.name, ...words, quoted(error.message)].join(' ');
  return head + describeFields(Object.fromEntries(fields), above);
};

const describeObject = (value: object, above: readonly object[]): string => {
  if (above.includes(value)) return '(itself)';
  const inside = [...above, value];
  const list = (items: Iterable<unknown>): string =>
    Array.from(items, (each) => describeValue(each, inside)).join(', ');
  if (Array.isArray(value)) return `[${list(value)}]`;
  if (isError(value)) return describeError(value, inside);
  if (value instanceof Uint8Array) return describeBytes(value);
  if (value instanceof Map) return `Map(${list(value)})`;
  if (value instanceof Set) return `Set(${list(value)})`;
  if (value instanceof Date || value instanceof RegExp) return String(value);
  const fields = Object.entries(value).map(
    ([name, field]) => `${nameOf(name)}: ${describeValue(field, inside)}`,
  );
  const name = String(value.constructor?.name ?? 'Object');
  const label = name === 'Object' ? '' : `${name} `;
  return fields.length > 0 ? `${label}{ ${fields.join(', ')} }` : `${label}{}`;
};

/** Writes any value on one line. */
export function describeValue(value: unknown, above: readonly object[] = []): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return `function ${value.name}`;
    case 'object':
      return value === null ? 'null' : describeObject(value, above);
    default:
      return String(value);
  }
}
