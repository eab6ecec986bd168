import type { FilePart, ImagePart } from '../../request/messages.js';

/** The data of a part, and its type. */
export interface PartData {
  readonly mediaType: string;
  readonly base64: string;
}

const toBinary = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** Escapes stand for bytes, which need not be text. */
const toBase64 = (escaped: string): string =>
  btoa(
    toBinary(new TextEncoder().encode(escaped)).replace(/%([\da-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    ),
  );

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

/** Whether a part is an image, also where it is given as a file. */
export const isImage = (part: ImagePart | FilePart): boolean =>
  part.type === 'image' || /^image\//i.test(part.mediaType);

const extensionOf = (mediaType: string): string => {
  const subtype = mediaType.replace(/^[^/]*\/|;.*$/g, '');
  return subtype === 'plain' ? 'txt' : subtype;
};

/** The name of a file, for APIs that require one. */
export const fileName = ({ name, mediaType }: FilePart): string =>
  name ?? `file.${extensionOf(mediaType)}`;
