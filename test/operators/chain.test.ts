import { describe, expect, it } from '@jest/globals';
import { Observable } from 'rxjs';
import {
  accumulateReply,
  errorAsEvent,
  retryOnNetwork,
  sampleTps,
  splitReasoning,
  timeoutBetweenChunks,
} from '../../operators/index.js';
import { contentEvent } from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { usedHeap } from '../helpers/heap.js';

/** Returns by how many bytes the heap grows from 100,000 to a million deltas. */
const growthOver = (chain: (source: Observable<StreamEvent>) => Observable<unknown>): number => {
  let start = 0;
  let end = 0;
  const deltas = new Observable<StreamEvent>((subscriber) => {
    for (let i = 1; i <= 1_000_000; i++) {
      subscriber.next(contentEvent('word '));
      if (i === 100_000) start = usedHeap();
    }
    end = usedHeap();
    subscriber.complete();
  });
  chain(deltas).subscribe();
  return end - start;
};

describe('a chain of operators over a million deltas (P15)', () => {
  it('keeps none of them', () => {
    const grown = growthOver((source) =>
      source.pipe(
        timeoutBetweenChunks(60_000),
        retryOnNetwork(),
        splitReasoning(),
        sampleTps(),
        errorAsEvent(),
      ),
    );
    expect(grown).toBeLessThan(2_000_000);
  });

  it('keeps only the text if it accumulates a reply, like the chain of the README', () => {
    const grown = growthOver((source) =>
      source.pipe(
        timeoutBetweenChunks(60_000),
        retryOnNetwork(),
        splitReasoning(),
        errorAsEvent(),
        accumulateReply(),
      ),
    );
    // V8 keeps a text that was never read as a tree of its deltas, of 32 bytes each.
    expect(grown).toBeLessThan(900_000 * 40);
  });
});
