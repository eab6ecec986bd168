import { type Fields, itemsOf, textIn } from '../../json/json.js';
import type { AssistantMessage } from '../../request/messages.js';
import type { StateContent } from '../kit/exchanges.js';
import { typeOf } from '../kit/typeOf.js';

const isCall = (block: Fields): boolean => typeOf(block) === 'tool_use';

const idOf = (block: Fields): string => textIn(block['id']);

/** The text of a block; none in another than one of text. */
const textOf = (block: Fields): string => (typeOf(block) === 'text' ? textIn(block['text']) : '');

const isBlock = (block: unknown): block is Fields => typeOf(block) !== '';

/** Text as a block. Anthropic refuses blank ones. */
export const textBlocks = (text: string): readonly object[] =>
  text.trim() === '' ? [] : [{ type: 'text', text }];

/** The calls of the app and the text in a state; `undefined` if it is no list of blocks. */
export const stateContent = (state: unknown): StateContent | undefined => {
  const blocks = itemsOf(state).filter(isBlock);
  if (blocks.length === 0 || blocks.length < itemsOf(state).length) return undefined;
  return { callIds: blocks.filter(isCall).map(idOf), text: blocks.map(textOf).join('') };
};

/**
 * The blocks of a turn as they came. A call that the turn no longer has is left out: it would have
 * no result. A text that is in no block comes before the calls.
 */
export const ownBlocks = (
  { content, toolCalls = [] }: AssistantMessage,
  state: unknown,
): readonly object[] => {
  const ids = new Set(toolCalls.map(({ id }) => id));
  const blocks = itemsOf(state)
    .filter(isBlock)
    .filter((block) => !isCall(block) || ids.has(idOf(block)));
  if (blocks.some((block) => textOf(block) !== '')) return blocks;
  const first = blocks.findIndex(isCall);
  const place = first < 0 ? blocks.length : first;
  return [...blocks.slice(0, place), ...textBlocks(content), ...blocks.slice(place)];
};
