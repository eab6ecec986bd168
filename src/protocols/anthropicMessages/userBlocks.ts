import type { FilePart, ImagePart, UserPart } from '../../request/messages.js';
import type { Carried } from '../kit/carried.js';
import { partData, type PartData } from '../kit/partData.js';

const isText = (mediaType: string): boolean => /^text\//i.test(mediaType);

const isPdf = (mediaType: string): boolean => /^application\/pdf$/i.test(mediaType);

/** What images and files can be, in what a user says and in results. */
export const carries: Carried = {
  part: (part) => {
    const data = partData(part);
    if (part.type === 'image') {
      return data === undefined || /^image\/(jpeg|png|gif|webp)$/i.test(data.mediaType)
        ? undefined
        : 'a JPEG, PNG, GIF or WebP';
    }
    return isPdf(part.mediaType) || (data && isText(part.mediaType))
      ? undefined
      : 'a PDF, or text as data';
  },
};

const textOf = ({ base64 }: PartData): string =>
  new TextDecoder().decode(Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)));

const sourceOf = (part: ImagePart | FilePart): object => {
  const data = partData(part);
  if (data === undefined) return { type: 'url', url: 'url' in part ? part.url : '' };
  const { mediaType: media_type, base64 } = data;
  return isText(media_type)
    ? { type: 'text', media_type: 'text/plain', data: textOf(data) }
    : { type: 'base64', media_type: media_type.toLowerCase(), data: base64 };
};

const blockOf = (part: UserPart): readonly object[] => {
  switch (part.type) {
    case 'text':
      // Anthropic refuses blank blocks.
      return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
    case 'image':
      return [{ type: 'image', source: sourceOf(part) }];
    case 'file':
      return [{ type: 'document', source: sourceOf(part), title: part.name ?? undefined }];
  }
};

/** Parts as blocks. */
export const userBlocks = (parts: readonly UserPart[]): readonly object[] => parts.flatMap(blockOf);
