import { fieldsOf } from '../../json/json.js';

/** The `type` of a JSON object; `''` if it has none. */
export const typeOf = (json: unknown): string => {
  const { type } = fieldsOf(json);
  return typeof type === 'string' ? type : '';
};
