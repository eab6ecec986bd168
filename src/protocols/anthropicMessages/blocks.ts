import type { Fields } from '../../json/json.js';
import { type Block, type BlockKind, blockOf, isSame } from './block.js';

// To compare costs time, and a hostile server could start a message again without end.
const MAX_ROUNDS = 8;

/** The server's number of a block. Relays leave it out, or send it as text. */
export type Index = number | string | null | undefined;

/** The blocks of a message, in the order in which they began. */
export interface Blocks {
  readonly all: readonly Block[];
  /** Begins a block, which is not new if it has come in an earlier round. */
  readonly begin: (
    index: Index,
    start: Fields,
  ) => { readonly block: Block; readonly isNew: boolean };
  /** The block of a delta for a block of this kind. */
  readonly find: (index: Index, kind: BlockKind) => Block | undefined;
  /** Ends a block, and returns it if it was open. */
  readonly stop: (index: Index) => Block | undefined;
  /** Notes that the message starts again, so that its blocks may come once more. */
  readonly startAgain: () => void;
}

/**
 * Makes an empty list. A delta belongs to the open block of its index, or else to the latest block
 * of its kind, if that is open: relays leave the index out or count otherwise. They also give all
 * blocks the same index, so a block that has ended takes nothing.
 */
export function blockList(): Blocks {
  const all: Block[] = [];
  const byIndex = new Map<number | string, Block>();
  const latest = new Map<BlockKind, Block>();
  let round = 0;

  // The block of the latest index, with which most deltas go on.
  let current: Block | undefined;
  let currentIndex: Index;

  const ofIndex = (index: Index): Block | undefined => {
    if (index !== currentIndex) {
      current = index == null ? all.at(-1) : byIndex.get(index);
      currentIndex = index;
    }
    return current?.isOpen ? current : undefined;
  };

  const add = (index: Index, start: Fields): Block => {
    const block = blockOf(start, all.length, round);
    all.push(block);
    if (index != null) byIndex.set(index, block);
    return block;
  };

  return {
    all,
    begin: (index, start) => {
      const known = index == null ? undefined : byIndex.get(index);
      const isEarlier = known !== undefined && known.round !== round;
      const isAgain =
        known !== undefined && (isEarlier || known.isOpen) && isSame(known.start, start);
      const block = isAgain ? known : add(index, start);
      if (isAgain && isEarlier) block.repeated = 0;
      block.round = round;
      block.isOpen = true;
      latest.set(block.kind, block);
      current = block;
      currentIndex = index;
      return { block, isNew: !isAgain };
    },
    find: (index, kind) => {
      const block = ofIndex(index);
      // A block of an unknown type may take any delta.
      if (block !== undefined && (block.kind === kind || block.kind === 'other')) return block;
      const open = latest.get(kind);
      return open?.isOpen ? open : undefined;
    },
    stop: (index) => {
      const block = ofIndex(index);
      if (block !== undefined) block.isOpen = false;
      return block;
    },
    startAgain: () => {
      if (round < MAX_ROUNDS) round++;
    },
  };
}
