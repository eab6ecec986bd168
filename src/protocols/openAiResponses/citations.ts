import { fieldsOf } from '../../json/json.js';
import { type Events, noEvents } from '../kit/events.js';
import { sources } from '../kit/sources.js';

/** Reads the annotations of a text. */
export type Citations = (annotations: unknown) => Events;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/**
 * Makes a reader of annotations, which cite a page, or a file by its id. They come one by one, and
 * again with the complete text.
 */
export function citations(): Citations {
  const cite = sources();
  return (annotations) =>
    Array.isArray(annotations)
      ? annotations.flatMap((annotation: unknown) => {
          // Gateways may nest a page as in chat completions.
          const nested = fieldsOf(annotation)['url_citation'];
          const { url, title, filename, file_id } = fieldsOf(nested ?? annotation);
          return cite({
            url: textOf(url),
            title: textOf(title) ?? textOf(filename),
            id: textOf(file_id),
          });
        })
      : noEvents;
}
