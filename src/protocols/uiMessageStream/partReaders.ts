import type { SseMessage } from '../../framing/framing.js';
import { noEvents } from '../kit/events.js';
import { readAs } from '../kit/jsonDecoder.js';
import type { Decoded } from '../protocol.js';
import type { UiMessage } from './uiMessage.js';
import { delta, filePart, sourcePart, textPart } from './wire.js';

/** Reads texts, sources and files. Returns `undefined` for a message that is about something else. */
export type PartReaders = (type: string, message: SseMessage, json: unknown) => Decoded | undefined;

type Said = Pick<UiMessage<never>, 'texts' | 'source' | 'file' | 'opaque'>;

export function partReaders({ texts, source, file, opaque }: Said): PartReaders {
  const textReaders = (type: 'content' | 'reasoning') => ({
    start: readAs(textPart, ({ id, providerMetadata }) => {
      texts.start(type, id);
      texts.note(type, id, providerMetadata);
      return noEvents;
    }),
    delta: readAs(delta, ({ id, delta: text, providerMetadata }) => {
      texts.note(type, id, providerMetadata);
      return texts.add(type, id, text);
    }),
    end: readAs(textPart, ({ id, providerMetadata, citations }) => {
      texts.note(type, id, providerMetadata);
      texts.end(type, id);
      return (citations ?? noEvents).flatMap((citation) =>
        source({
          ...citation.source,
          title: citation.source?.title || citation.source?.filename,
          text: citation.citedText,
        }),
      );
    }),
  });
  const content = textReaders('content');
  const reasoning = textReaders('reasoning');

  const readSource = readAs(sourcePart, ({ sourceId, url, title, filename }) =>
    source({ id: sourceId, url, title: title || filename }),
  );
  const readFile = readAs(filePart, ({ type, mediaType, url, filename, providerMetadata }) => {
    opaque({ type, mediaType, url, providerMetadata });
    return file({ mediaType, url, ...(filename && { name: filename }) });
  });

  return (type, message, json) => {
    switch (type) {
      case 'text-start':
        return content.start(message, json);
      case 'text-delta':
        return content.delta(message, json);
      case 'text-end':
        return content.end(message, json);
      case 'reasoning-start':
        return reasoning.start(message, json);
      case 'reasoning-delta':
        return reasoning.delta(message, json);
      case 'reasoning-end':
        return reasoning.end(message, json);
      case 'source-url':
      case 'source-document':
        return readSource(message, json);
      case 'file':
      case 'reasoning-file':
        return readFile(message, json);
      default:
        return undefined;
    }
  };
}
