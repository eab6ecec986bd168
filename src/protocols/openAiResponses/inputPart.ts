import type { FilePart, ImagePart, MessageToolCall, UserPart } from '../../request/messages.js';
import { fileName, isImage, partData, partUrl } from '../kit/partData.js';

/** Tools of OpenAI whose results have no parts. */
const textOnly: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'local_shell_call',
  'shell_call',
  'apply_patch_call',
  'tool_search_call',
  'mcp_approval_request',
]);

/** What a part must be to be sent: all but sound, and only images of a screen. */
export const carriedPart = (
  part: ImagePart | FilePart,
  _role: 'user' | 'tool',
  call?: MessageToolCall,
): string | undefined => {
  if (call && textOnly.has(call.name)) return 'left out';
  if (isImage(part)) return undefined;
  const isSound = /^(audio|video)\//i.test((part as FilePart).mediaType);
  return isSound || call?.name === 'computer_call' ? 'left out' : undefined;
};

/** A part of what a user says, or of the result of a tool. */
export const inputPart = (part: UserPart): object => {
  if (part.type === 'text') return { type: 'input_text', text: part.text };
  if (part.type === 'image' || isImage(part)) {
    return { type: 'input_image', image_url: partUrl(part), detail: 'auto' };
  }
  const data = partData(part);
  return data
    ? {
        type: 'input_file',
        filename: fileName(part),
        file_data: `data:${data.mediaType};base64,${data.base64}`,
      }
    : { type: 'input_file', file_url: partUrl(part) };
};
