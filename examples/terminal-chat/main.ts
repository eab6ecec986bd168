import { runDemo } from './runDemo.js';
import { stops } from './stops.js';

// An output that nobody reads ends a run, and is no reason to crash.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

process.exitCode = await runDemo(process.argv.slice(2), {
  env: process.env,
  print: ({ to, text }) => process[to].write(text),
  colours: process.stderr.isTTY && process.stderr.hasColors(),
  stops,
});
