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
import { contentEvent, type StreamEvent } from '../../src/events.js';
import { usedHeap } from '../helpers/heap.js';

/** Bytes by which the heap grows from one tenth of a million deltas to all of them. */
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

  it('keeps no more than the text where it accumulates, as the chain of the README does', () => {
    const grown = growthOver((source) =>
      source.pipe(
        timeoutBetweenChunks(60_000),
        retryOnNetwork(),
        splitReasoning(),
        errorAsEvent(),
        accumulateReply(),
      ),
    );
    // A string that was never read is a chain of its pieces, of 32 bytes each; a view that reads it makes it whole.
    expect(grown).toBeLessThan(900_000 * 40);
  });
});
