import type { FilePart, ImagePart, UserPart } from '../../request/messages.js';
import { partData } from '../kit/partData.js';

const kindOf = (part: ImagePart | FilePart): string => {
  if (part.type === 'image') return 'image';
  const [kind = ''] = part.mediaType.toLowerCase().split('/');
  return /^(?:image|audio|video)$/.test(kind) ? kind : 'document';
};

const sourceOf = (part: ImagePart | FilePart): object => {
  const data = partData(part);
  if (data) return { type: 'data', value: data.base64, mimeType: data.mediaType };
  const value = 'url' in part ? part.url : '';
  return { type: 'url', value, mimeType: 'mediaType' in part ? part.mediaType : undefined };
};

const contentPart = (part: UserPart): object => {
  if (part.type === 'text') return { type: 'text', text: part.text };
  const name = 'name' in part ? part.name : undefined;
  const metadata = name ? { filename: name } : undefined;
  return { type: kindOf(part), source: sourceOf(part), metadata };
};

/** What a user says, or a tool returns. */
export const contentOf = (content: string | readonly UserPart[] | null | undefined) =>
  typeof content === 'string' ? content : (content ?? []).map(contentPart);
