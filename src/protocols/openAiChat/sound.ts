import { fieldsOf, textIn } from '../../json/json.js';
import { type Events, noEvents } from '../kit/events.js';
import { joinBase64 } from '../kit/joinBase64.js';
import type { Files } from '../kit/sources.js';

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
