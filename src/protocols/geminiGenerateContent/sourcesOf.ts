import type { WireSource } from '../kit/sources.js';
import { nameOf } from './reasonOf.js';
import type { Candidate, GroundingChunk } from './wire.js';

const toSource = ({ web, image, maps, retrievedContext }: GroundingChunk): WireSource => {
  if (web) return { url: web.uri, title: web.title };
  if (image) return { url: image.sourceUri, title: image.title };
  if (maps) return { url: maps.uri, title: maps.title, text: maps.text, id: maps.placeId };
  const { uri, title, text, documentName, fileSearchStore } = retrievedContext ?? {};
  return { url: uri, title, text, id: documentName || fileSearchStore };
};

/** The sources of a candidate: those of a search, and those that it quotes at length. */
export const sourcesOf = ({
  groundingMetadata: grounding,
  citationMetadata: citing,
}: Candidate): readonly WireSource[] => [
  ...(grounding?.groundingChunks ?? []).map(toSource),
  ...[...(citing?.citations ?? []), ...(citing?.citationSources ?? [])].map(({ uri, title }) => ({
    url: uri,
    title,
  })),
];

const statuses = ['URL_RETRIEVAL_STATUS_SUCCESS', 'ERROR', 'PAYWALL', 'UNSAFE'];

/** The URLs that the model has read. */
export const retrievedUrls = ({ urlContextMetadata }: Candidate): readonly string[] =>
  (urlContextMetadata?.urlMetadata ?? [])
    .filter(({ urlRetrievalStatus: status }) =>
      (nameOf(status, statuses) ?? 'SUCCESS').endsWith('SUCCESS'),
    )
    .flatMap(({ retrievedUrl }) => retrievedUrl || []);
