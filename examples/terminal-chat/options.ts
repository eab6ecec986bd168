import { parseArgs, types } from 'node:util';
import { type ProtocolName, protocolNames, withToken } from './protocols.js';

/** Ways in which the embedded server can fail. */
const faults = ['401', '429', 'error-event', 'stall', 'cut'] as const;
export type Fault = (typeof faults)[number];

/** The embedded server's own token. */
export const demoToken = 'demo-token';

/** The options of one run. */
export interface DemoOptions {
  readonly protocol: ProtocolName;
  readonly message: string;
  readonly systemPrompt: string | undefined;
  readonly model: string;
  readonly speed: number;
  readonly fault: Fault | undefined;
  /** A real server; absent for the embedded one. */
  readonly url: string | undefined;
  readonly token: string;
  readonly json: boolean;
  /** Offers a tool, and runs it when the model calls. */
  readonly tools: boolean;
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

The protocol
  --protocol <name>  the protocol of client and embedded server; after each one,
                     an example of a base URL of a real server:
                       streamingChat          the default
                       openAiChat             https://api.openai.com/v1
                       openAiResponses        https://api.openai.com/v1
                       anthropicMessages      https://api.anthropic.com
                       geminiGenerateContent  https://generativelanguage.googleapis.com
                       ollamaChat             http://localhost:11434
                       uiMessageStream        your app with the AI SDK
                       agUi                   your agent

The message
  --message <text>   the message
  --system <text>    the system prompt
  --tools            offers a clock, which runs here: the model calls it, gets its
                     result with the next request, and answers. The embedded
                     server checks that call, result and signature come back
  --model <name>     the server's name for the model; streamingChat also sends
                     the part before the slash as the provider

The embedded server, which runs if there is no --url
  --speed <factor>   how fast it answers: 10 is ten times as fast; default 1
  --fault <fault>    makes it fail, and the run end with that error:
                       401          refuses the token
                       429          refuses all three attempts, Retry-After: 1
                       error-event  sends an error event during the answer
                       stall        goes silent during the answer; the client
                                    notices after 3 s
                       cut          closes the connection during the answer; the
                                    client does not retry, as it has shown text

A real server
  --url <base URL>   its base URL, to which the protocol appends a path
  --token-env <name> the environment variable with the token, which is sent as the
                     protocol does and never shown. Required by streamingChat,
                     anthropicMessages and geminiGenerateContent. The embedded
                     server accepts only its own token

Output
  --json             one event per line on stdout, for scripts
  --help             this text

Ctrl-C unsubscribes; the server's log shows that the connection closed. Colours
need a terminal, and NO_COLOR turns them off.
Exit status: 0 after done, 1 after an error, 2 for wrong options, 130 after
Ctrl-C, 141 if the output is closed.
`;

/** Reads the arguments of the command line, and a token from the environment. */
export function readCommand(args: readonly string[], env: NodeJS.ProcessEnv): Command {
  let given;
  try {
    given = parse(args);
  } catch (error) {
    return misuse(parseFault(error));
  }
  if (given.help) return { kind: 'help' };

  const {
    protocol,
    message,
    system,
    model,
    fault,
    url,
    'token-env': tokenEnv,
    json,
    tools,
  } = given;
  const speed = Number(given.speed);
  if (!isOneOf(protocolNames, protocol)) {
    return misuse(`--protocol must be one of ${protocolNames.join(', ')}`);
  }
  if (!(speed > 0 && speed < Infinity)) return misuse('--speed must be a number above 0');
  if (fault !== undefined && !isOneOf(faults, fault)) {
    return misuse(`--fault must be one of ${faults.join(', ')}`);
  }
  if (url !== undefined && fault !== undefined) {
    return misuse('--fault is for the embedded server, not for a --url');
  }
  const token = tokenEnv === undefined ? undefined : env[tokenEnv];
  // The message does not quote the name: it may be a token, given by mistake.
  if (tokenEnv !== undefined && !token) {
    return misuse('--token-env must be the name of an environment variable that is set');
  }
  if (url !== undefined && token === undefined && withToken.has(protocol)) {
    return misuse(`--url needs a --token-env with the protocol ${protocol}`);
  }
  return {
    kind: 'run',
    options: {
      protocol,
      message: message ?? (tools ? 'What time is it in Tokyo?' : 'Hello, how do you stream?'),
      systemPrompt: system,
      model,
      speed,
      fault,
      url,
      token: token ?? (url === undefined ? demoToken : ''),
      json,
      tools,
    },
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      protocol: { type: 'string', default: 'streamingChat' },
      message: { type: 'string' },
      system: { type: 'string' },
      model: { type: 'string', default: 'demo/loopback' },
      speed: { type: 'string', default: '1' },
      fault: { type: 'string' },
      url: { type: 'string' },
      'token-env': { type: 'string' },
      json: { type: 'boolean', default: false },
      tools: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;

const isOneOf = <T extends string>(names: readonly T[], value: string): value is T =>
  names.some((name) => name === value);

const misuse = (reason: string): Command => ({ kind: 'misuse', reason });

const parseFault = (error: unknown): string => {
  if (!types.isNativeError(error)) return String(error);
  // The platform's message quotes the argument, which may be part of a token with a space.
  return 'code' in error && error.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL'
    ? 'every argument needs an option before it; put a text of several words in quotes'
    : (error.message.split('\n')[0] ?? '');
};
