import { catchError, concat, firstValueFrom, ignoreElements, merge, of, tap } from 'rxjs';
import { streamAnswer } from './client.js';
import { type DemoOptions, demoToken, help, readCommand } from './options.js';
import { jsonRenderer, type Output, terminalRenderer } from './renderer.js';
import { startDemoServer } from './server.js';
import { stops } from './stops.js';

const print = (outputs: readonly Output[]): void => {
  for (const { to, text } of outputs) process[to].write(text);
};

/** Runs the demo; resolves with the exit status once the embedded server has closed. */
async function run(options: DemoOptions): Promise<number> {
  const renderer = options.json
    ? jsonRenderer()
    : terminalRenderer(process.stderr.isTTY && process.stderr.hasColors());
  const server =
    options.url === undefined
      ? await startDemoServer({
          protocol: options.protocol,
          token: demoToken,
          speed: options.speed,
          fault: options.fault,
          log: (line) => print(renderer.note(`[server] ${line}`)),
        })
      : undefined;

  const answered = concat(
    streamAnswer(options, options.url ?? server?.url ?? '').pipe(
      tap((event) => print(renderer.event(event))),
      ignoreElements(),
    ),
    of(0),
  ).pipe(
    catchError((error: unknown) => {
      print(renderer.fail(error));
      return of(1);
    }),
  );
  const stopped = stops.pipe(tap(() => print(renderer.stop())));

  // The first one unsubscribes from the other. So Ctrl-C stops the answer, and a second Ctrl-C,
  // which nothing handles any more, the process.
  const status = await firstValueFrom(merge(answered, stopped));
  await server?.close();
  return status;
}

// An output without a reader ends the run (see stops.ts) and must not crash it.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

const command = readCommand(process.argv.slice(2), process.env);
switch (command.kind) {
  case 'help':
    process.stdout.write(help);
    break;
  case 'misuse':
    process.stderr.write(`${command.reason}; see --help\n`);
    process.exitCode = 2;
    break;
  case 'run':
    process.exitCode = await run(command.options);
}
