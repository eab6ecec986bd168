import { measureOwn, measureParts } from '../../sizes/own.mjs';

/** Measures the size of each import, and what the call consists of. */
export const measure = async () => ({ ...(await measureOwn()), parts: await measureParts() });
