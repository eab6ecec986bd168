// A program for Node, Bun and Deno: plays what its argument says, and prints what was seen.
import process from 'node:process';
import { playAll } from './client.mjs';

const { lacks = [], ...plan } = JSON.parse(process.argv[2]);
for (const name of lacks) delete globalThis[name];
const unhandled = [];
process.on('unhandledRejection', (reason) => unhandled.push(String(reason)));
const seen = await playAll(plan);
process.stdout.write(JSON.stringify({ seen, unhandled }));
process.exit();
