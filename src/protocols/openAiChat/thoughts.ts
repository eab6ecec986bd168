import { type Fields, fieldsOf } from '../../json/json.js';

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
