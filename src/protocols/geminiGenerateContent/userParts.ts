import type { FilePart, ImagePart, UserPart } from '../../request/messages.js';
import { partData } from '../kit/partData.js';

// Gemini wants the type of what it is to load.
const imageTypes = /\.(png|jpe?g|webp|heic|heif|gif|avif|bmp)(?:[?#]|$)/i;

const typeOfUrl = (url: string): string | undefined => {
  const extension = imageTypes.exec(url)?.[1]?.toLowerCase();
  return extension && `image/${extension.replace('jpg', 'jpeg')}`;
};

const filePart = (part: ImagePart | FilePart): object => {
  const data = partData(part);
  const displayName = 'name' in part ? (part.name ?? undefined) : undefined;
  if (data) return { inlineData: { mimeType: data.mediaType, data: data.base64, displayName } };
  const fileUri = 'url' in part ? part.url : '';
  const mimeType = part.type === 'file' ? part.mediaType : typeOfUrl(fileUri);
  return { fileData: { mimeType, fileUri, displayName } };
};

/** A part as Gemini writes it. */
export const userPart = (part: UserPart): object =>
  part.type === 'text' ? { text: part.text } : filePart(part);

const isBlank = (part: UserPart): boolean => part.type === 'text' && part.text.trim() === '';

/** What a user says. */
export const userParts = (content: string | readonly UserPart[]): readonly object[] =>
  typeof content === 'string'
    ? [{ text: content }]
    : content.filter((part) => !isBlank(part)).map(userPart);
