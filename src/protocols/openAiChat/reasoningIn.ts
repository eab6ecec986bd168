import { type Fields, fieldsOf, textIn } from '../../json/json.js';
import { joinTexts } from './joinTexts.js';
import type { Delta } from './wire.js';

const ownText = ({ text }: Fields): string => textIn(text);

/** The blocks of Anthropic's thinking, in either of the places that LiteLLM has for them. */
export const thinkingIn = (delta: Fields): unknown =>
  delta['thinking_blocks'] ?? fieldsOf(delta['provider_specific_fields'])['thinking_blocks'];

/** The reasoning of a delta. OpenRouter sends the same text in two fields: the first one counts. */
export const reasoningIn = (delta: Delta): string => {
  const { reasoning_content, reasoning, reasoning_text, reasoning_details, content } = delta;
  return (
    reasoning_content ||
    reasoning ||
    reasoning_text ||
    joinTexts(reasoning_details, ({ text, summary }) => textIn(text) || textIn(summary)) ||
    joinTexts(thinkingIn(delta), ({ thinking }) => textIn(thinking)) ||
    // Mistral; Databricks.
    joinTexts(
      content,
      ({ thinking, summary }) => textIn(thinking) || joinTexts(thinking ?? summary, ownText),
    )
  );
};
