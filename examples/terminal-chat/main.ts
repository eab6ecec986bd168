import { runDemo } from './runDemo.js';
import { stops } from './stops.js';

// An output without a reader ends the run (see stops.ts) and must not crash it.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

process.exitCode = await runDemo(process.argv.slice(2), {
  env: process.env,
  print: ({ to, text }) => process[to].write(text),
  colours: process.stderr.isTTY && process.stderr.hasColors(),
  stops,
});
