import type { Fields } from '../../json/json.js';
import { concatEvents, type Events, noEvents } from '../kit/events.js';
import { textParts } from '../kit/textParts.js';
import type { ToolCalls } from '../kit/toolCalls.js';
import { addText, type Block, firstInput } from './block.js';
import { blockList, type Blocks, type Index } from './blocks.js';

/** The kinds of blocks that hold text. */
export type TextKind = 'text' | 'thinking';

/** The content of a message: its blocks, and the events that they give. */
export interface Content extends Pick<Blocks, 'all' | 'find' | 'startAgain'> {
  /** Begins a block. `read` returns the events of a start; one that is repeated is not new. */
  readonly begin: (
    index: Index,
    start: Fields,
    read: (block: Block, isNew: boolean) => Events,
  ) => Events;
  readonly textEvents: (block: Block, kind: TextKind, delta: string | null | undefined) => Events;
  /** The call to which an input belongs; it may come after the end of its block. */
  readonly findCall: (index: Index) => Block | undefined;
  /** Adds JSON to the input of a call. */
  readonly addInput: (block: Block, delta: string) => Events;
  readonly stop: (index: Index) => Events;
  /** The calls that have not ended, but came whole. */
  readonly end: () => Events;
}

/** Whether a text block cites. Anthropic ends a block where a citation begins, in mid-sentence. */
const isCited = ({ start, citations }: Block): boolean =>
  citations.length > 0 || Array.isArray(start['citations']);

/** Whether a call has no input so far. */
const isEmpty = (block: Block): boolean => block.text === '' && firstInput(block) === '{}';

export function contentOf(calls: ToolCalls): Content {
  const blocks = blockList();
  const toEvents = textParts();
  // The latest block of text, as long as only text has followed it.
  let latestText: Block | undefined;
  // The latest call, if it has ended without an input. Perhaps it was cut off.
  let emptyCall: Block | undefined;

  const partOf = (block: Block, kind: TextKind): number => {
    const earlier = kind === 'text' ? latestText : undefined;
    const goesOn = earlier !== undefined && (isCited(earlier) || isCited(block));
    block.part = (goesOn ? earlier.part : undefined) ?? block.number;
    if (kind === 'text') latestText = block;
    return block.part;
  };

  const complete = (block: Block): Events => {
    block.isComplete = block.text === '';
    return calls.complete({ key: block.number, argumentsText: firstInput(block) });
  };

  return {
    all: blocks.all,
    find: blocks.find,
    startAgain: blocks.startAgain,
    begin: (index, start, read) => {
      const { block, isNew } = blocks.begin(index, start);
      if (!isNew) return read(block, isNew);
      if (block.kind !== 'text') latestText = undefined;
      const before = emptyCall === undefined ? noEvents : complete(emptyCall);
      emptyCall = undefined;
      return concatEvents(before, read(block, isNew));
    },
    textEvents: (block, kind, delta) => {
      if (!delta) return noEvents;
      const type = kind === 'text' ? 'content' : 'reasoning';
      return toEvents(type, block.part ?? partOf(block, kind), addText(block, delta));
    },
    findCall: (index) => blocks.find(index, 'call') ?? emptyCall,
    addInput: (block, delta) => {
      const argumentsText = block.isComplete ? '' : addText(block, delta);
      return argumentsText === '' ? noEvents : calls.push({ key: block.number, argumentsText });
    },
    stop: (index) => {
      const block = blocks.stop(index);
      if (block?.kind !== 'call') return noEvents;
      if (!isEmpty(block)) return complete(block);
      emptyCall = block;
      return noEvents;
    },
    end: () =>
      blocks.all.filter((block) => block.kind === 'call' && !isEmpty(block)).flatMap(complete),
  };
}
