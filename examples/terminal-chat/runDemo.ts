import {
  catchError,
  concat,
  firstValueFrom,
  ignoreElements,
  merge,
  type Observable,
  of,
  tap,
} from 'rxjs';
import { streamAnswer } from './client.js';
import { type DemoOptions, demoToken, help, readCommand } from './options.js';
import { jsonRenderer, type Output, terminalRenderer } from './renderer.js';
import { startDemoServer } from './server.js';

/** The process around a run of the demo. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly print: (output: Output) => void;
  /** Whether stderr shows colours. */
  readonly colours: boolean;
  /** Emits the exit status when the run is to stop early. */
  readonly stops: Observable<number>;
}

/** Runs a command line, without the names of the program. Resolves with the exit status. */
export async function runDemo(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const command = readCommand(args, surroundings.env);
  switch (command.kind) {
    case 'help':
      surroundings.print({ to: 'stdout', text: help });
      return 0;
    case 'misuse':
      surroundings.print({ to: 'stderr', text: `${command.reason}; see --help\n` });
      return 2;
    case 'run':
      return stream(command.options, surroundings);
  }
}

/** Shows an answer. Resolves once the embedded server has closed. */
async function stream(
  options: DemoOptions,
  { print, colours, stops }: Surroundings,
): Promise<number> {
  const printAll = (outputs: readonly Output[]): void => outputs.forEach(print);
  const renderer = options.json ? jsonRenderer() : terminalRenderer(colours);
  const server =
    options.url === undefined
      ? await startDemoServer({
          protocol: options.protocol,
          token: demoToken,
          speed: options.speed,
          fault: options.fault,
          tools: options.tools,
          log: (line) => printAll(renderer.note(`[server] ${line}`)),
        })
      : undefined;

  const answered = concat(
    streamAnswer(options, options.url ?? server?.url ?? '').pipe(
      tap((event) => printAll(renderer.event(event))),
      ignoreElements(),
    ),
    of(0),
  ).pipe(
    catchError((error: unknown) => {
      printAll(renderer.fail(error));
      return of(1);
    }),
  );
  const stopped = stops.pipe(tap(() => printAll(renderer.stop())));

  // The first one unsubscribes from the other. So Ctrl-C stops the answer, and a second Ctrl-C,
  // which nothing handles any more, the process.
  const status = await firstValueFrom(merge(answered, stopped));
  await server?.close();
  return status;
}
