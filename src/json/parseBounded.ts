import { isDeeper } from './isDeeper.js';
import { parseJson } from './json.js';

/**
 * Parses a JSON text that is not nested too deeply to be walked or written again. Returns
 * `undefined` if it is, or if it is invalid.
 */
export const parseBounded = (text: string): unknown =>
  isDeeper(text) ? undefined : parseJson(text);
