import { it } from '@jest/globals';
import type { Law } from '../../src/testing/index.js';

/** A test of each law. */
export function itKeeps(laws: readonly Law[]): void {
  it.each(laws)('$name', async ({ run }) => run());
}
