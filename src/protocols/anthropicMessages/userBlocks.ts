import type { FilePart, ImagePart, UserPart } from '../../request/messages.js';
import type { Carried } from '../kit/carried.js';
import { partData, type PartData } from '../kit/partData.js';
import { textBlocks } from './ownBlocks.js';

const anImage = 'a JPEG, PNG, GIF or WebP';
const isImage = (mediaType: string): boolean => /^image\/(jpe?g|png|gif|webp)$/i.test(mediaType);
const isText = (mediaType: string): boolean => /^text\//i.test(mediaType);
const isPdf = (mediaType: string): boolean => /^application\/pdf$/i.test(mediaType);

/** What images and files can be, in what a user says and in results. */
export const carries: Carried = {
  part: (part) => {
    const data = partData(part);
    if (part.type === 'image') {
      return data === undefined || isImage(data.mediaType) ? undefined : anImage;
    }
    const { mediaType } = part;
    return isPdf(mediaType) || isImage(mediaType) || (data && isText(mediaType))
      ? undefined
      : `a PDF, ${anImage}, or text as data`;
  },
};

const textOf = ({ base64 }: PartData): string =>
  new TextDecoder().decode(Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)));

const sourceOf = (part: ImagePart | FilePart): object => {
  const data = partData(part);
  if (data === undefined) return { type: 'url', url: 'url' in part ? part.url : '' };
  const { mediaType, base64 } = data;
  return isText(mediaType)
    ? { type: 'text', media_type: 'text/plain', data: textOf(data) }
    : {
        type: 'base64',
        // A common name for JPEG, which Anthropic does not know.
        media_type: mediaType.toLowerCase().replace('/jpg', '/jpeg'),
        data: base64,
      };
};

const blockOf = (part: UserPart): readonly object[] => {
  if (part.type === 'text') return textBlocks(part.text);
  const source = sourceOf(part);
  return part.type === 'image' || isImage(part.mediaType)
    ? [{ type: 'image', source }]
    : [{ type: 'document', source, title: part.name ?? undefined }];
};

/** Parts as blocks. */
export const userBlocks = (parts: readonly UserPart[]): readonly object[] => parts.flatMap(blockOf);
