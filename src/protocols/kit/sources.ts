import { fileEvent, sourceEvent } from '../../eventConstructors.js';
import type { ReplyFile, Source } from '../../eventDetails.js';
import { type Events, noEvents } from './events.js';
import { checkLimit } from './limits.js';

/** A source as a provider sends it: fields may be empty, `null` or missing. */
export type WireSource = { readonly [Name in keyof Source]?: string | null | undefined };

/** Returns the event of a source; none if it says nothing new. */
export type Sources = (source: WireSource) => Events;

/**
 * Collects the sources of one answer. Servers repeat them with each chunk, so a source whose fields
 * have all come before, in one source, brings no event.
 *
 * @example
 * ```ts
 * import { sources } from 'rxjs-chat-stream/protocols';
 *
 * const cite = sources();
 * cite({ url: 'https://a.example', title: null });
 * // => [{ type: 'source', url: 'https://a.example' }]
 * cite({ url: 'https://a.example' }); // => []
 * cite({ title: '' }); // => []
 * ```
 */
export function sources(): Sources {
  const known = new Set<string>();
  let count = 0;
  return ({ url, title, text, id }) => {
    const source: Source = {
      ...(url && { url }),
      ...(title && { title }),
      ...(text && { text }),
      ...(id && { id }),
    };
    if (!url && !title && !id) return noEvents;
    if (known.has(JSON.stringify(source))) return noEvents;
    checkLimit('sources', ++count);
    // What a later source with fewer fields would be.
    for (const less of [source, { url }, { url, title }, { url, text }]) {
      known.add(JSON.stringify(less));
    }
    return [sourceEvent(source)];
  };
}

/** Returns the event of a file. */
export type Files = (file: ReplyFile) => Events;

/** Counts the files of one answer. */
export function files(): Files {
  let count = 0;
  return (file) => {
    checkLimit('files', ++count);
    return [fileEvent(file)];
  };
}
