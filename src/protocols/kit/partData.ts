import type { FilePart, ImagePart } from '../../request/messages.js';

/** The data of a part, and its type. */
export interface PartData {
  readonly mediaType: string;
  readonly base64: string;
}

const toBase64 = (escaped: string): string => {
  const bytes = new TextEncoder().encode(decodeURIComponent(escaped));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
};

const inUrl = /^data:([^;,]*)((?:;[^;,]*)*),/i;

/** The data of an image or file as base64; `undefined` for a part that is elsewhere. */
export function partData(part: ImagePart | FilePart): PartData | undefined {
  const own = 'mediaType' in part ? part.mediaType : undefined;
  if ('base64' in part) return { mediaType: part.mediaType, base64: part.base64 };
  const [head, type = '', parameters = ''] = inUrl.exec(part.url) ?? [];
  if (head === undefined) return undefined;
  const data = part.url.slice(head.length);
  return {
    mediaType: own || type || 'text/plain',
    base64: /;base64$/i.test(parameters) ? data : toBase64(data),
  };
}

/** The URL of an image or file: its own, or one that has its data. */
export const partUrl = (part: ImagePart | FilePart): string =>
  'url' in part ? part.url : `data:${part.mediaType};base64,${part.base64}`;
