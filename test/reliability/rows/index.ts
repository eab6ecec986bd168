import type { Row } from '../row.js';
import { httpRows } from './http.js';
import { securityRows } from './security.js';
import { transportRows } from './transport.js';

/** The rows that a socket and a runtime can play, in the order of their ids. */
export const rows: readonly Row[] = [...transportRows, ...httpRows, ...securityRows];
