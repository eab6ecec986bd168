/** The value of a JSON text; `undefined`, which no JSON has, where it is none. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The fields of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (json: unknown): json is Fields =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const noFields: Fields = {};

/** The fields of a JSON value; none where it is no object. */
export const fieldsOf = (json: unknown): Fields => (isFields(json) ? json : noFields);

/** Tells whether a JSON value is an object with one of the given fields. */
export const has =
  <Name extends string>(...names: readonly Name[]) =>
  (json: unknown): json is { readonly [N in Name]?: unknown } => {
    const fields = fieldsOf(json);
    for (const name of names) if (fields[name] !== undefined) return true;
    return false;
  };
