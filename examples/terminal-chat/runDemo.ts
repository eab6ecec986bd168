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
import { jsonRenderer, type Piece, terminalRenderer } from './render.js';
import { startDemoServer } from './server.js';

/** What a run of the demo has around it. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly print: (piece: Piece) => void;
  /** Whether stderr shows colours. */
  readonly colours: boolean;
  /** Emits the exit status when the run is to stop early. */
  readonly stops: Observable<number>;
}

/**
 * Does what the command line asks for, which is given without the names of the program; resolves
 * with the exit status.
 */
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

/** Shows an answer; resolves once the embedded server has seen its client go. */
async function stream(
  options: DemoOptions,
  { print, colours, stops }: Surroundings,
): Promise<number> {
  const printAll = (pieces: readonly Piece[]): void => pieces.forEach(print);
  const renderer = options.json ? jsonRenderer() : terminalRenderer(colours);
  const server =
    options.url === undefined
      ? await startDemoServer({
          protocol: options.protocol,
          token: demoToken,
          speed: options.speed,
          fault: options.fault,
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

  // Whichever comes first unsubscribes from the other: Ctrl-C stops the answer, and a second one,
  // unheard, the process.
  const status = await firstValueFrom(merge(answered, stopped));
  await server?.close();
  return status;
}
