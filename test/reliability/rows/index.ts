import type { Row } from '../row.js';
import { framingRows } from './framing.js';
import { httpRows } from './http.js';
import { lifecycleRows } from './lifecycle.js';
import { limitRows } from './limits.js';
import { orderRows } from './order.js';
import { payloadRows } from './payload.js';
import { retryRows } from './retry.js';
import { securityRows } from './security.js';
import { transportRows } from './transport.js';

/** The rows that a socket and a runtime can play, by their group and id. */
export const rows: readonly Row[] = [
  ...transportRows,
  ...framingRows,
  ...payloadRows,
  ...orderRows,
  ...httpRows,
  ...lifecycleRows,
  ...retryRows,
  ...limitRows,
  ...securityRows,
];
