// Names of clients in results and tables.

export const LIMIT = 'the limit';
export const CALL = '`sendStreamingChat`';

/** The row of a client or an operator. */
export const byName = (rows, wanted) => rows.find(({ name }) => name === wanted);
