import type { ReplyFile } from '../../eventDetails.js';
import type { Fields } from '../../json/json.js';
import { typeOf } from '../kit/typeOf.js';

// How the base64 of a file begins, for servers that do not tell the format.
const formats: readonly (readonly [start: string, format: string])[] = [
  ['/9j/', 'jpeg'],
  ['UklGR', 'webp'],
  ['R0lGOD', 'gif'],
];

const formatOf = (base64: string): string =>
  formats.find(([start]) => base64.startsWith(start))?.[1] ?? 'png';

/** The image that the provider made. */
export const imageOf = (item: Fields): ReplyFile | undefined => {
  const { result, output_format: given } = item;
  if (typeOf(item) !== 'image_generation_call' || typeof result !== 'string' || !result) {
    return undefined;
  }
  const format = typeof given === 'string' && given ? given : formatOf(result);
  return {
    mediaType: `image/${format === 'svg' ? 'svg+xml' : format === 'jpg' ? 'jpeg' : format}`,
    ...(/^(https?|data):/.test(result) ? { url: result } : { base64: result }),
  };
};
