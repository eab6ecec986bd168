export { measureOwn as measure } from '../../sizes/own.mjs';
