import { parseArgs } from 'node:util';

/** Ways in which the embedded server can fail. */
export const faults = ['401', '429', 'error-event', 'stall', 'cut'] as const;
export type Fault = (typeof faults)[number];

/** The embedded server's own token. */
export const demoToken = 'demo-token';

/** What one run is to do. */
export interface DemoOptions {
  readonly message: string;
  readonly systemPrompt: string | undefined;
  readonly model: string;
  readonly speed: number;
  readonly fault: Fault | undefined;
  /** A real server; absent for the embedded one. */
  readonly url: string | undefined;
  readonly token: string;
  readonly json: boolean;
}

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'run'; readonly options: DemoOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'misuse'; readonly reason: string };

export const help = `Usage: npm run demo -- [options]

Sends a message to a chat server through the built rxjs-chat-stream, and shows
the typed events as they come: the answer on stdout; reasoning, tokens/s, usage,
errors and the server's log on stderr.

The message
  --message <text>   what to say
  --system <text>    the system prompt
  --model <name>     provider/model; what is before the slash is sent as the
                     provider too

The embedded server, which runs unless there is a --url
  --speed <factor>   how fast it answers: 10 is ten times as fast; default 1
  --fault <fault>    makes it fail, and the run end in that error:
                       401          refuses the token
                       429          refuses all three attempts, Retry-After: 1
                       error-event  sends an error event amid the answer
                       stall        goes silent amid it; noticed after 3 s
                       cut          cuts the connection amid it; not retried,
                                    since text has been shown

A real server
  --url <base URL>   where POST /api/chat/stream is
  --token <token>    its bearer token; the embedded server takes its own only

Output
  --json             one event per line on stdout, for scripts
  --help             this text

Ctrl-C unsubscribes, and the server's log shows that it saw the close. Colours
need a terminal, and heed NO_COLOR.
Exit status: 0 after done, 1 after an error, 2 for wrong options, 130 after
Ctrl-C, 141 when nobody reads the output any more.
`;

/** Reads the command line, without the names of the program. */
export function readCommand(args: readonly string[]): Command {
  let given;
  try {
    given = parse(args);
  } catch (error) {
    return misuse(parseFault(error));
  }
  if (given.help) return { kind: 'help' };

  const { message, system, model, fault, url, token, json } = given;
  const speed = Number(given.speed);
  if (!(speed > 0 && speed < Infinity)) return misuse('--speed must be a number above 0');
  if (fault !== undefined && !isFault(fault)) {
    return misuse(`--fault must be one of ${faults.join(', ')}`);
  }
  if (url !== undefined && fault !== undefined) {
    return misuse('--fault is for the embedded server, not for a --url');
  }
  if (url !== undefined && token === undefined) return misuse('--url needs a --token');
  return {
    kind: 'run',
    options: {
      message,
      systemPrompt: system,
      model,
      speed,
      fault,
      url,
      token: token ?? demoToken,
      json,
    },
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      message: { type: 'string', default: 'Hello, how do you stream?' },
      system: { type: 'string' },
      model: { type: 'string', default: 'demo/loopback' },
      speed: { type: 'string', default: '1' },
      fault: { type: 'string' },
      url: { type: 'string' },
      token: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;

const isFault = (value: string): value is Fault => faults.some((fault) => fault === value);

const misuse = (reason: string): Command => ({ kind: 'misuse', reason });

const parseFault = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // The platform's text quotes the argument, which may be a part of a token with a space in it.
  return 'code' in error && error.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL'
    ? 'every argument needs an option before it; put a text of several words in quotes'
    : (error.message.split('\n')[0] ?? '');
};
