import type { ReplyFile } from '../../eventDetails.js';
import { joinBase64 } from '../kit/joinBase64.js';

/** Joins the deltas of the sound of one answer. */
export interface Audio {
  readonly data: (base64: string) => void;
  readonly transcript: (text: string) => void;
  /** The sound; nothing if there was none. */
  readonly file: () => ReplyFile | undefined;
}

/** Makes a sound of which nothing has come. */
export function audio(): Audio {
  const deltas: string[] = [];
  let transcript = '';
  return {
    data: (base64) => {
      deltas.push(base64);
    },
    transcript: (text) => {
      transcript += text;
    },
    file: () =>
      deltas.length === 0
        ? undefined
        : {
            mediaType: 'audio/*',
            base64: joinBase64(deltas),
            ...(transcript && { transcript }),
          },
  };
}
