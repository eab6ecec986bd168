import type { Row } from '../row.js';
import { lifecycleRows } from './lifecycle.js';
import { limitRows } from './limits.js';
import { retryRows } from './retry.js';
import { transportRows } from './transport.js';

/** The rows that a socket and a runtime can play, in the order of their ids. */
export const rows: readonly Row[] = [
  ...transportRows,
  ...lifecycleRows,
  ...retryRows,
  ...limitRows,
];
