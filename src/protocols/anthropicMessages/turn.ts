import { type Fields, parseJson } from '../../json/json.js';
import { typeOf } from '../kit/typeOf.js';
import type { Block } from './block.js';

const isBlank = (value: unknown): boolean => typeof value !== 'string' || value.trim() === '';

/** Whether a call has been made by a program that the server runs, or belongs to a set of tools. */
const hasDetails = ({ caller, toolset_name }: Fields): boolean =>
  (caller != null && typeOf(caller) !== 'direct') || toolset_name != null;

/** The input of a call; `undefined` if it was cut off. */
const inputOf = ({ text, start }: Block, isCut: boolean): unknown => {
  if (text !== '') return parseJson(text);
  const { input } = start;
  return isCut && (input == null || JSON.stringify(input) === '{}') ? undefined : (input ?? {});
};

/** A block with all of its deltas; `undefined` for one that Anthropic would not take back. */
const wholeOf = (block: Block, isCut: boolean): Fields | undefined => {
  const { kind, start, text, citations, more } = block;
  switch (kind) {
    case 'text': {
      const earlier = Array.isArray(start['citations']) ? start['citations'] : [];
      const all = [...earlier, ...citations];
      if (isBlank(text)) return undefined;
      return { ...start, text, ...(all.length > 0 && { citations: all }) };
    }
    case 'thinking': {
      const whole: Fields = { ...start, thinking: text, ...more };
      return isBlank(whole['signature']) ? undefined : whole;
    }
    case 'call': {
      const input = inputOf(block, isCut);
      return input === undefined ? undefined : { ...start, input };
    }
    default:
      return { ...start, ...(text !== '' && { text }), ...more };
  }
};

/** Whether a block is more than the text, the reasoning and the calls of the app, which it tells. */
const isNeeded = (block: Fields): boolean =>
  block['type'] === 'tool_use' ? hasDetails(block) : block['type'] !== 'text';

/**
 * What the next turn gives back: all blocks of this one, as far as Anthropic takes them back;
 * `undefined` if text, and calls of the app, are all there is.
 */
export const turnOf = (blocks: readonly Block[], isCut: boolean): readonly Fields[] | undefined => {
  const turn = blocks.flatMap<Fields>((block) => wholeOf(block, isCut) ?? []);
  return turn.some(isNeeded) ? turn : undefined;
};
