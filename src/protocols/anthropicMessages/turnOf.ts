import { type Fields, isFields } from '../../json/json.js';
import { parseBounded } from '../../json/parseBounded.js';
import { typeOf } from '../kit/typeOf.js';
import type { Block } from './block.js';

const isBlank = (value: unknown): boolean => typeof value !== 'string' || value.trim() === '';

/** Whether a call has been made by a program that the server runs, or belongs to a set of tools. */
const hasDetails = ({ caller, toolset_name }: Fields): boolean =>
  (caller != null && typeOf(caller) !== 'direct') || toolset_name != null;

const isEmpty = (input: unknown): boolean => input == null || JSON.stringify(input) === '{}';

/** The input of a call; `undefined` if it was cut off. */
const inputOf = ({ text, start }: Block, isCut: boolean): unknown => {
  const { input } = start;
  if (text === '') return isCut && isEmpty(input) ? undefined : (input ?? {});
  const json = parseBounded(text);
  if (isFields(json)) return json;
  // Anthropic takes only objects, and its documentation names them so.
  return isCut ? undefined : { INVALID_JSON: text };
};

/** A block with all of its deltas; `undefined` for one that Anthropic would not take back. */
const wholeOf = (block: Block, isCut: boolean): Fields | undefined => {
  const { kind, start, text, citations, isWhole } = block;
  const more = Object.fromEntries(block.more);
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
      return isWhole && start['type'] !== 'tool_result'
        ? { ...start, ...(text !== '' && { text }), ...more }
        : undefined;
  }
};

/** Whether the next turn needs a block itself, because events do not carry all of it. */
const isNeeded = (block: Fields): boolean =>
  block['type'] === 'tool_use' ? hasDetails(block) : block['type'] !== 'text';

/**
 * What the next turn gives back: all blocks of this one, as far as Anthropic takes them back;
 * `undefined` if text, and calls of the app, are all there is.
 *
 * @param isCut whether the model was stopped before it was done, and perhaps in a block
 */
export const turnOf = (blocks: readonly Block[], isCut: boolean): readonly Fields[] | undefined => {
  // A long text is not even looked at where nothing else has come.
  if (blocks.every(({ kind }) => kind === 'text')) return undefined;
  const last = blocks.at(-1);
  const turn = blocks.flatMap<Fields>((block) => wholeOf(block, isCut && block === last) ?? []);
  return turn.some(isNeeded) ? turn : undefined;
};
