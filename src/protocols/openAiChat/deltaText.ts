import { type Fields, fieldsOf, itemsOf, textIn } from '../../json/json.js';
import { noEvents } from '../kit/events.js';
import type { Delta } from './wire.js';

/** The texts of a list of parts, or the text itself. */
const textOf = (value: unknown): string =>
  textIn(value) ||
  itemsOf(value)
    .map((part) => textIn(fieldsOf(part)['text']))
    .join('');

/** The reasoning of a delta. OpenRouter sends the same text in two fields: the first one counts. */
export const reasoningIn = (delta: Delta): string => {
  const { reasoning_content, reasoning, reasoning_text, reasoning_details, content } = delta;
  const { thinking_blocks }: Fields = delta;
  return (
    reasoning_content ||
    reasoning ||
    reasoning_text ||
    (reasoning_details ?? noEvents).map((part) => part.text ?? part.summary ?? '').join('') ||
    // LiteLLM.
    itemsOf(thinking_blocks)
      .map((block) => textIn(fieldsOf(block)['thinking']))
      .join('') ||
    // Mistral; Databricks.
    itemsOf(content)
      .map((part) => textOf(fieldsOf(part)['thinking']) || textOf(fieldsOf(part)['summary']))
      .join('')
  );
};

const contentTypes = new Set<unknown>(['text', 'output_text']);

/** The words of a refusal in a delta. */
export const refusalIn = ({ content, refusal }: Delta): string =>
  refusal || (Array.isArray(content) ? content.map((part) => part.refusal ?? '').join('') : '');

/** The content of a delta, without a refusal. */
export const contentIn = ({ content }: Delta): string =>
  Array.isArray(content)
    ? content.map((part) => (contentTypes.has(part.type) ? (part.text ?? '') : '')).join('')
    : (content ?? '');

/** Tells Google's thoughts from its content. */
export interface Thoughts {
  /** Whether the content before was a thought. */
  readonly isOpen: () => boolean;
  /** Returns the thought and the content in a text. */
  readonly split: (text: string, delta: Fields) => readonly [thought: string, content: string];
}

/**
 * Makes a {@link Thoughts}. Google marks the deltas of a thought in `extra_content`, and puts
 * `<thought>` before it. The delta after it begins with `</thought>`.
 */
export function thoughts(): Thoughts {
  let isOpen = false;
  return {
    isOpen: () => isOpen,
    split: (text, { extra_content }) => {
      const isThought = fieldsOf(fieldsOf(extra_content)['google'])['thought'] === true;
      if (text === '' || (!isThought && !isOpen)) return ['', text];
      const rest = isOpen ? text : text.replace(/^<thought>/, '');
      const end = rest.indexOf('</thought>');
      isOpen = isThought && end < 0;
      if (end < 0) return isThought ? [rest, ''] : ['', rest];
      return [rest.slice(0, end), rest.slice(end + '</thought>'.length)];
    },
  };
}
