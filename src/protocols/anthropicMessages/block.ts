import type { Fields } from '../../json/json.js';
import { toArgumentsText } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';

/** What deltas tell apart. A `call` is of a tool of the app, or of one that the server runs. */
export type BlockKind = 'text' | 'thinking' | 'call' | 'compaction' | 'other';

const kinds: ReadonlyMap<string, BlockKind> = /*#__PURE__*/ new Map([
  ['text', 'text'],
  ['thinking', 'thinking'],
  ['tool_use', 'call'],
  ['server_tool_use', 'call'],
  ['mcp_tool_use', 'call'],
  ['compaction', 'compaction'],
]);

/** A content block of the message. */
export interface Block {
  /** Its place among the blocks as they came; the server's index is not reliable. */
  readonly number: number;
  readonly kind: BlockKind;
  /** The `content_block` with which it began. */
  readonly start: Fields;
  /** Its text or thinking, or the JSON of its input as far as deltas brought it. */
  text: string;
  /** The citations that deltas brought. */
  readonly citations: unknown[];
  /** Other fields that deltas brought: a map, since a copy at each delta would take ever longer. */
  readonly more: Map<string, unknown>;
  isOpen: boolean;
  /** Whether all of its deltas were understood. */
  isWhole: boolean;
  /** Whether its call has had the input with which the block began. */
  isComplete: boolean;
  /** The number of the block that begins its part of the answer, once it has text. */
  part: number | undefined;
  /** The round in which it came last; see `Blocks.startAgain`. */
  round: number;
  /** How many characters of its text are repeated so far, while it comes once more. */
  repeated: number | undefined;
}

/** Makes the block that begins with `start`, open and without text. */
export const blockOf = (start: Fields, number: number, round: number): Block => ({
  number,
  kind: kinds.get(typeOf(start)) ?? 'other',
  start,
  text: '',
  citations: [],
  more: new Map(),
  isOpen: true,
  isWhole: true,
  isComplete: false,
  part: undefined,
  round,
  repeated: undefined,
});

/** Whether a `content_block` begins a block that has begun with `known`. */
export const isSame = (known: Fields, start: Fields): boolean =>
  known['type'] === start['type'] &&
  known['id'] === start['id'] &&
  known['tool_use_id'] === start['tool_use_id'];

/** The JSON of the input with which a call began. It is the input, unless deltas bring another. */
export const firstInput = ({ start }: Block): string => toArgumentsText(start['input']);

/** Adds a delta to a block that repeats its text, and returns what is new. */
const addRepeated = (block: Block, from: number, delta: string): string => {
  const { text } = block;
  if (text.startsWith(delta, from)) {
    block.repeated = from + delta.length;
    return '';
  }
  const rest = text.slice(from);
  block.repeated = undefined;
  // Text that is not the same goes on where the block was.
  const more = delta.startsWith(rest) ? delta.slice(rest.length) : text.slice(0, from) + delta;
  block.text += more;
  return more;
};

/** Adds a delta to the text of a block, and returns what is new. */
export const addText = (block: Block, delta: string): string => {
  if (block.repeated !== undefined) return addRepeated(block, block.repeated, delta);
  block.text += delta;
  return delta;
};
