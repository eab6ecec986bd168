import type { ReplyFile } from '../../eventDetails.js';

/** Joins the deltas of the sound of one answer. */
export interface Audio {
  readonly data: (base64: string) => void;
  readonly transcript: (text: string) => void;
  /** The sound; nothing if there was none. */
  readonly file: () => ReplyFile | undefined;
}

/** Joins base64, whose pieces may be encoded, and so padded, each by itself. */
const joined = (pieces: readonly string[]): string => {
  if (!pieces.slice(0, -1).some((piece) => piece.endsWith('='))) return pieces.join('');
  try {
    return btoa(pieces.map((piece) => atob(piece)).join(''));
  } catch {
    return pieces.join('');
  }
};

/** Makes a sound of which nothing has come. */
export function audio(): Audio {
  const pieces: string[] = [];
  let transcript = '';
  return {
    data: (base64) => {
      pieces.push(base64);
    },
    transcript: (text) => {
      transcript += text;
    },
    file: () =>
      pieces.length === 0
        ? undefined
        : {
            mediaType: 'audio/*',
            base64: joined(pieces),
            ...(transcript && { transcript }),
          },
  };
}
