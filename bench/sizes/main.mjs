// Prints the bytes that each import of the package adds to a bundle.
import { measureOwn, sizeTable } from './own.mjs';

console.log(sizeTable(await measureOwn()));
