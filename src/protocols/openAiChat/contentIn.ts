import { textIn } from '../../json/json.js';
import { joinTexts } from './joinTexts.js';
import type { Delta } from './wire.js';

const contentTypes = new Set<unknown>(['text', 'output_text']);

/** The words of a refusal in a delta. */
export const refusalIn = ({ content, refusal }: Delta): string =>
  refusal || joinTexts(content, (part) => textIn(part['refusal']));

/** The content of a delta, without a refusal. */
export const contentIn = ({ content }: Delta): string =>
  Array.isArray(content)
    ? joinTexts(content, ({ type, text }) => (contentTypes.has(type) ? textIn(text) : ''))
    : (content ?? '');
