import { measureOwn, measureParts } from '../../sizes/own.mjs';

/** The sizes of each import, and what the call is made of. */
export const measure = async () => ({ ...(await measureOwn()), parts: await measureParts() });
