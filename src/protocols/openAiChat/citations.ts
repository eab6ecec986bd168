import type { StreamEvent } from '../../events.js';
import { type Fields, fieldsOf, itemsOf, textIn } from '../../json/json.js';
import { sources, type WireSource } from '../kit/sources.js';
import { type Events, noEvents } from '../kit/events.js';

/** The first field that has a text. */
const firstText = (fields: Fields, ...names: readonly string[]): string | undefined => {
  for (const name of names) if (textIn(fields[name]) !== '') return textIn(fields[name]);
  return undefined;
};

/** A source in any of the shapes that servers have for it: the URL alone, or an object. */
const toSource = (value: unknown): WireSource => {
  if (typeof value === 'string') return /^\w+:/.test(value) ? { url: value } : { title: value };
  const outer = fieldsOf(value);
  // OpenAI has the citation in a field that is named like its type.
  const fields = { ...outer, ...fieldsOf(outer[textIn(outer['type'])]) };
  return {
    url: firstText(fields, 'url', 'uri', 'link'),
    title: firstText(fields, 'title', 'document_title', 'filename'),
    text: firstText(fields, 'cited_text', 'content', 'snippet', 'summary', 'quote', 'description'),
    id: firstText(fields, 'file_id', 'document_id'),
  };
};

/** Reads the sources of one answer, wherever servers put them. */
export interface Citations {
  readonly ofList: (list: unknown) => Events;
  /** Those on top of a chunk: of Perplexity and xAI, Zhipu, and Doubao. */
  readonly ofChunk: (chunk: Fields) => Events;
  /** Those of a delta or a message. */
  readonly ofDelta: (delta: Fields) => Events;
}

/** Makes a {@link Citations} that emits each source once. */
export function citations(): Citations {
  const cite = sources();
  const ofList = (list: unknown): StreamEvent[] =>
    itemsOf(list).flatMap((each) => (Array.isArray(each) ? ofList(each) : cite(toSource(each))));

  /** Mistral cites inside of its content. */
  const ofPart = (part: unknown): Events => {
    const { type, reference_ids: ids } = fieldsOf(part);
    if (type === 'tool_reference') return cite(toSource(part));
    return itemsOf(type === 'reference' ? ids : undefined).flatMap((id) =>
      cite({ id: typeof id === 'number' ? String(id) : textIn(id) }),
    );
  };

  return {
    ofList,
    ofChunk: ({ search_results, citations: urls, web_search, references }) =>
      (search_results ?? urls ?? web_search ?? references) == null
        ? noEvents
        : // Perplexity: the results first, because they say more than the URLs.
          [search_results, urls, web_search, references].flatMap(ofList),
    ofDelta: ({ content, annotations, citations: list, context, provider_specific_fields }) => {
      const { citation, citations: cited } = fieldsOf(provider_specific_fields);
      return [
        ...itemsOf(content).flatMap(ofPart),
        // OpenAI, OpenRouter and Xiaomi; LiteLLM in front of Anthropic; Azure with data of its own.
        ...[annotations, list, [citation], cited, fieldsOf(context)['citations']].flatMap(ofList),
      ];
    },
  };
}
