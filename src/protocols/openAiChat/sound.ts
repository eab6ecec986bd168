import { fieldsOf, textIn } from '../../json/json.js';
import { type Events, noEvents } from '../kit/events.js';
import type { Files } from '../kit/sources.js';

/** Joins base64 that was cut anywhere, or was made of one part of the bytes after another. */
const joinBase64 = (deltas: readonly string[]): string => {
  if (!deltas.slice(0, -1).some((each) => each.endsWith('='))) return deltas.join('');
  try {
    return btoa(deltas.map((each) => atob(each)).join(''));
  } catch {
    return deltas.join('');
  }
};

/** The sound of an answer. */
export interface Sound {
  /** Takes a delta. Returns the next words. */
  readonly push: (audio: unknown) => string;
  /** The sound as a file, once it is complete. */
  readonly end: (emit: Files) => Events;
}

/** Collects the sound of an answer, which OpenAI sends in deltas without its format. */
export function sound(): Sound {
  const deltas: string[] = [];
  let transcript = '';
  return {
    push: (audio) => {
      const { data, transcript: words } = fieldsOf(audio);
      if (textIn(data) !== '') deltas.push(textIn(data));
      transcript += textIn(words);
      return textIn(words);
    },
    end: (emit) =>
      deltas.length === 0
        ? noEvents
        : emit({
            mediaType: 'audio/*',
            base64: joinBase64(deltas),
            ...(transcript && { transcript }),
          }),
  };
}
