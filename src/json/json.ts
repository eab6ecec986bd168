/** Parses a JSON text. Returns `undefined`, which is no JSON value, if it is invalid. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The fields of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export const isFields = (json: unknown): json is Fields =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const noFields: Fields = {};

/** The fields of a JSON value; none if it is not an object. */
export const fieldsOf = (json: unknown): Fields => (isFields(json) ? json : noFields);

/** The items of a JSON value; none if it is not a list. */
export const itemsOf = (json: unknown): readonly unknown[] => (Array.isArray(json) ? json : []);

/** The text of a JSON value; `''` if it is none. */
export const textIn = (json: unknown): string => (typeof json === 'string' ? json : '');

/** Makes a guard for JSON objects that have at least one of the given fields. */
export const has =
  <Name extends string>(...names: readonly Name[]) =>
  (json: unknown): json is { readonly [N in Name]?: unknown } => {
    const fields = fieldsOf(json);
    for (const name of names) if (fields[name] !== undefined) return true;
    return false;
  };
