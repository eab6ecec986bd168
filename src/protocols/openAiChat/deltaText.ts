import { type Fields, fieldsOf, itemsOf, textIn } from '../../json/json.js';
import type { Delta } from './wire.js';

/** Joins a text of each item of a list; `''` if it is not a list. */
const join = (list: unknown, textOf: (item: Fields) => string): string => {
  let text = '';
  for (const item of itemsOf(list)) text += textOf(fieldsOf(item));
  return text;
};

const ownText = ({ text }: Fields): string => textIn(text);

/** The reasoning of a delta. OpenRouter sends the same text in two fields: the first one counts. */
export const reasoningIn = (delta: Delta): string => {
  const { reasoning_content, reasoning, reasoning_text, reasoning_details, content } = delta;
  const { thinking_blocks }: Fields = delta;
  return (
    reasoning_content ||
    reasoning ||
    reasoning_text ||
    join(reasoning_details, ({ text, summary }) => textIn(text) || textIn(summary)) ||
    // LiteLLM.
    join(thinking_blocks, ({ thinking }) => textIn(thinking)) ||
    // Mistral; Databricks.
    join(content, ({ thinking, summary }) => textIn(thinking) || join(thinking ?? summary, ownText))
  );
};

const contentTypes = new Set<unknown>(['text', 'output_text']);

/** The words of a refusal in a delta. */
export const refusalIn = ({ content, refusal }: Delta): string =>
  refusal || join(content, (part) => textIn(part['refusal']));

/** The content of a delta, without a refusal. */
export const contentIn = ({ content }: Delta): string =>
  Array.isArray(content)
    ? join(content, ({ type, text }) => (contentTypes.has(type) ? textIn(text) : ''))
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
