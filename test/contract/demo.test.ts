import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { filter, firstValueFrom, map, type Observable, ReplaySubject, Subject } from 'rxjs';
import { openStream, startChatServer } from '../helpers/chatServer.js';
import { sse } from '../helpers/samples.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const demo = 'build/examples/terminal-chat';

// In ms. For a process that hangs.
const LONGEST_RUN = 150_000;

const escape = '\u001b';

const protocols = [
  'streamingChat',
  'openAiChat',
  'openAiResponses',
  'anthropicMessages',
  'geminiGenerateContent',
  'ollamaChat',
  'uiMessageStream',
  'agUi',
];

const env = { ...process.env, TEST_TOKEN: 'sk-SECRET-123' };

/** A run of the demo that has ended. */
interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the demo. */
interface Run {
  readonly ended: Promise<Ended>;
  /** Resolves with the first match in stderr once it is there; fails when the run ends without. */
  readonly logged: (pattern: RegExp) => Promise<string>;
  /** Stops it as Ctrl-C does. */
  readonly stop: () => void;
}

/** What the demo exports; it is compiled after the tests, against the built package. */
interface Demo {
  readonly runDemo: (
    args: readonly string[],
    surroundings: {
      readonly env: NodeJS.ProcessEnv;
      readonly print: (piece: { readonly to: 'stdout' | 'stderr'; readonly text: string }) => void;
      readonly colours: boolean;
      readonly stops: Observable<number>;
    },
  ) => Promise<number>;
}

/** Runs the demo in this process, which takes a tenth of the time of one of its own. */
function start(...args: string[]): Run {
  const written = { stdout: '', stderr: '' };
  const stderr = new ReplaySubject<string>(1);
  const stops = new Subject<number>();
  const run = async (): Promise<Ended> => {
    const { runDemo }: Demo = await import(pathToFileURL(`${root}/${demo}/runDemo.js`).href);
    try {
      const print: Parameters<Demo['runDemo']>[1]['print'] = ({ to, text }) => {
        written[to] += text;
        stderr.next(written.stderr);
      };
      const status = await runDemo(args, { env, print, colours: false, stops });
      return { status, ...written };
    } finally {
      stderr.complete();
    }
  };
  return {
    ended: run(),
    logged: (pattern) =>
      firstValueFrom(
        stderr.pipe(
          map((text) => pattern.exec(text)?.[0]),
          filter((found) => found !== undefined),
        ),
      ),
    stop: () => stops.next(130),
  };
}

const run = (...args: string[]): Promise<Ended> => start(...args).ended;

/** A run of the demo as a program. */
interface Program extends Omit<Run, 'stop'> {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
}

function startProgram(...args: string[]): Program {
  const child = spawn(process.execPath, [`${demo}/main.js`, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_RUN,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));

  return {
    child,
    ended: new Promise((resolve) => {
      child.once('close', (status) => resolve({ status, stdout, stderr }));
    }),
    logged: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(stderr);
          if (found !== null) resolve(found[0]);
        };
        child.stderr.on('data', look);
        child.once('close', () => reject(new Error(`No ${String(pattern)} in the log: ${stderr}`)));
        look();
      }),
  };
}

/** The lines of stderr besides the tagged ones about events and the server. */
const untagged = (stderr: string): readonly string[] =>
  stderr.split('\n').filter((line) => line !== '' && !line.startsWith('['));

const requestsIn = (stderr: string): readonly string[] =>
  stderr.match(/^\[server\] POST .*$/gm) ?? [];

describe('npm run demo', () => {
  it.concurrent('explains every option', async () => {
    const { status, stdout } = await run('--help');

    const options = [
      'message',
      'system',
      'tools',
      'model',
      'speed',
      'fault',
      'url',
      'token-env',
      'json',
    ];
    for (const option of options) expect(stdout).toMatch(new RegExp(`^  --${option} `, 'm'));
    for (const value of ['401', '429', 'error-event', 'stall', 'cut', ...protocols]) {
      expect(stdout).toMatch(new RegExp(`^ +${value} `, 'm'));
    }
    expect(status).toBe(0);
  });

  it.concurrent(
    'shows the answer on stdout, and reasoning, speed and usage on stderr',
    async () => {
      const { status, stdout, stderr } = await run('--speed', '50', '--message', 'Is 3 < 4?');

      expect(stdout).toMatch(/^You said: `Is 3 < 4\?`\.\n[^]*with --fault\.\n$/);
      expect(stderr).toMatch(/^\[reasoning\] The user says /m);
      // The part between tags, without them.
      expect(stderr).toMatch(/^\[reasoning\] This part comes [^<>]*$/m);
      expect(stderr).toMatch(/^\[tps\] \d+\.\d tokens\/s \(server\)$/m);
      expect(stderr).toMatch(/^\[usage\] 4 in, \d+ out, \d+ total tokens\n\[done\]\n$/m);
      expect(stdout + stderr).not.toContain(escape);
      expect(status).toBe(0);
    },
  );

  it.concurrent('prints one event per line, and nothing else, with --json', async () => {
    const { status, stdout } = await run('--json', '--speed', '50', '--system', 'Be kind.');

    const events: unknown[] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toStrictEqual({ type: 'reasoning', text: 'The ' });
    expect(events).toContainEqual({ type: 'content', text: '“Be ' });
    expect(events.slice(-3)).toMatchObject([{ type: 'tps' }, { type: 'usage' }, { type: 'done' }]);
    expect(stdout).not.toContain(escape);
    expect(status).toBe(0);
  });

  it.concurrent.each([
    ['401', 1, /^StreamingApiError HTTP_STATUS: .*\(status 401, invalid_token\)$/],
    ['429', 3, /^StreamingApiError HTTP_STATUS: .*\(status 429, rate_limited, attempt 3\)$/],
    ['error-event', 1, /^StreamingApiError ERROR_EVENT: The model is out of words/],
    ['stall', 1, /^StreamingTimeoutError READ_IDLE: No byte for 3000 ms$/],
    ['cut', 1, /^StreamingNetworkError CONNECTION_LOST: /],
  ])('ends in the error that --fault %s stands for', async (fault, requests, line) => {
    const { status, stdout, stderr } = await run('--speed', '50', '--fault', fault);

    expect(untagged(stderr)).toStrictEqual([expect.stringMatching(line)]);
    expect(requestsIn(stderr)).toHaveLength(requests);
    // A refusal comes before the answer; the others keep what there was, and end its line.
    expect(stdout).toMatch(
      /^4\d\d$/.test(fault) ? /^$/ : /^You said: .*\n[^]*`content` event, \n$/,
    );
    expect(status).toBe(1);
  });

  it.concurrent('reports a fault on stderr with --json too', async () => {
    const { status, stdout, stderr } = await run(
      '--json',
      '--speed',
      '50',
      '--fault',
      'error-event',
    );

    expect(stdout).toMatch(/\n\{"type":"content","text":"event, "\}\n$/);
    expect(untagged(stderr)).toStrictEqual([expect.stringMatching(/^StreamingApiError /)]);
    expect(status).toBe(1);
  });

  describe.each(protocols)('--protocol %s', (protocol) => {
    const play = (...args: string[]): Promise<Ended> =>
      run('--protocol', protocol, '--speed', '50', ...args);

    it.concurrent('shows the answer of a server that speaks it', async () => {
      const { status, stdout, stderr } = await play('--message', 'Hi', '--system', 'Be kind.');

      expect(stdout).toMatch(/^You said: `Hi`\.\n[^]* “Be kind\.”[^]*with --fault\.\n$/);
      expect(stdout).toContain('I am demo/loopback,');
      expect(stderr).toMatch(/^\[reasoning\] The user says “Hi”\..*$/m);
      expect(stderr).toMatch(/^\[usage\] 3 in, \d+ out, \d+ total tokens$/m);
      expect(stderr).toMatch(/^\[tps\] \d+\.\d tokens\/s \((server|estimated)\)$/m);
      expect(stderr).toMatch(/^\[done\]( stop)?$/m);
      expect(untagged(stderr)).toStrictEqual([]);
      expect(requestsIn(stderr)).toHaveLength(1);
      expect(status).toBe(0);
    });

    it.concurrent(
      'runs a tool that the model calls, and sends all back with its result',
      async () => {
        const { status, stdout, stderr } = await play('--tools');

        expect(stdout).toMatch(
          /^I ask the clock\.\nThe tool says `.*"time":"\d\d:\d\d".*`\.\nThe app ran it/,
        );
        expect(stderr).toMatch(/^\[toolResult\] clock \{"time":"\d\d:\d\d"\}$/m);
        expect(untagged(stderr)).toStrictEqual([]);
        // The server checks what is in the second one.
        expect(requestsIn(stderr)).toHaveLength(2);
        expect(status).toBe(0);
      },
    );

    it.concurrent('shows the error event in the middle of an answer', async () => {
      const { status, stdout, stderr } = await play('--fault', 'error-event');

      expect(untagged(stderr)).toStrictEqual([
        expect.stringMatching(/^StreamingApiError ERROR_EVENT: The model is out of words/),
      ]);
      expect(stdout).toMatch(/`content` event, \n$/);
      expect(status).toBe(1);
    });

    it.concurrent('sends a token from the environment only, and does not show it', async () => {
      const { status, stdout, stderr } = await play('--token-env', 'TEST_TOKEN');

      expect(untagged(stderr)).toStrictEqual([
        expect.stringMatching(/\(status 401, invalid_token\)$/),
      ]);
      expect(stdout + stderr).not.toContain('SECRET');
      expect(status).toBe(1);
    });
  });

  it.concurrent('keeps a slow answer of lines alive', async () => {
    const { logged, ended, stop } = start('--protocol', 'ollamaChat', '--speed', '0.01');
    // Its first word comes later than a client waits for a byte.
    await logged(/^\[reasoning\] The /m);
    stop();

    const { status, stderr } = await ended;
    expect(requestsIn(stderr)).toHaveLength(1);
    expect(status).toBe(130);
  });

  it.concurrent.each([
    ['openAiChat', '/v1/chat/completions', 'authorization', 'Bearer sk-SECRET-123'],
    ['openAiResponses', '/v1/responses', 'authorization', 'Bearer sk-SECRET-123'],
    ['anthropicMessages', '/v1/v1/messages', 'x-api-key', 'sk-SECRET-123'],
    [
      'geminiGenerateContent',
      '/v1/v1beta/models/large:streamGenerateContent?alt=sse',
      'x-goog-api-key',
      'sk-SECRET-123',
    ],
    ['ollamaChat', '/v1/api/chat', 'authorization', 'Bearer sk-SECRET-123'],
    ['uiMessageStream', '/v1/api/chat', 'authorization', 'Bearer sk-SECRET-123'],
    ['agUi', '/v1', 'authorization', 'Bearer sk-SECRET-123'],
  ])('asks a server at --url with --protocol %s', async (protocol, url, header, value) => {
    const server = await startChatServer((response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"No"}}');
    });
    const { status, stderr } = await run(
      '--protocol',
      protocol,
      '--url',
      `${server.url}/v1`,
      '--model',
      'large',
      '--token-env',
      'TEST_TOKEN',
    );
    await server.stop();

    expect(server.requests).toMatchObject([{ url, headers: { [header]: value } }]);
    expect(server.requests[0]?.body).toContain('Hello, how do you stream?');
    expect(stderr).toMatch(/^StreamingApiError HTTP_STATUS: .*No \(status 400\)\n$/);
    expect(status).toBe(1);
  });

  it.concurrent('needs no token for a server at --url that asks for none', async () => {
    const server = await startChatServer((response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.end('{"message":{"content":"Hi"},"done":true,"done_reason":"stop"}\n');
    });
    const { status, stdout } = await run('--protocol', 'ollamaChat', '--url', server.url);
    await server.stop();

    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(stdout).toBe('Hi\n');
    expect(status).toBe(0);
  });

  it.concurrent.each([
    [['--nope'], "Unknown option '--nope'"],
    [['--fault', 'nope'], '--fault must be one of 401, 429, error-event, stall, cut'],
    [['--speed', '0'], '--speed must be a number above 0'],
    [['--protocol', 'openai'], `--protocol must be one of ${protocols.join(', ')}`],
    [['--message', 'Hello', 'you'], 'every argument needs an option before it'],
    [['--token-env', 'sk-SECRET'], '--token-env must be the name of an environment variable'],
    [['--token=sk-SECRET'], "Unknown option '--token'"],
    [['--url', 'http://chat.example'], '--url needs a --token-env with the protocol streamingChat'],
    [
      ['--url', 'http://chat.example', '--protocol', 'anthropicMessages'],
      '--url needs a --token-env with the protocol anthropicMessages',
    ],
    [['--url', 'http://chat.example', '--fault', 'cut'], '--fault is for the embedded server'],
  ])('refuses %j in one line', async (args, reason) => {
    const { status, stdout, stderr } = await run(...args);

    expect(stderr).toMatch(/^.*; see --help\n$/);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('SECRET');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it.concurrent('asks a server at --url what the options say, and shows its answer', async () => {
    const server = await startChatServer((response) => {
      openStream(response).end(sse('content', { text: `Hi ${escape}[31mthere` }) + sse('done', {}));
    });
    const { status, stdout, stderr } = await run(
      '--url',
      `${server.url}/base`,
      '--token-env',
      'TEST_TOKEN',
      '--message',
      'Hello',
      '--system',
      'Be kind.',
      '--model',
      'acme/large',
    );
    await server.stop();

    expect(server.requests).toMatchObject([
      { url: '/base/api/chat/stream', headers: { authorization: 'Bearer sk-SECRET-123' } },
    ]);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toStrictEqual({
      message: 'Hello',
      model_id: 'acme/large',
      provider_slug: 'acme',
      system_prompt: 'Be kind.',
    });
    // What the server sends cannot steer the terminal.
    expect(stdout).toBe('Hi [31mthere\n');
    // No server of its own.
    expect(stderr).toBe('[done]\n');
    expect(status).toBe(0);
  });

  it.concurrent('reports that a server at --url refused the token, without the token', async () => {
    const server = await startChatServer((response, { headers }) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `${headers.authorization} is\nwrong` } }));
    });
    const { status, stdout, stderr } = await run('--url', server.url, '--token-env', 'TEST_TOKEN');
    await server.stop();

    expect(stderr).toMatch(/^StreamingApiError HTTP_STATUS: .* is wrong \(status 401\)\n$/);
    expect(stdout + stderr).not.toContain('SECRET');
    expect(status).toBe(1);
  });

  it.concurrent(
    'has a server that checks where a request goes, who sends it, and what it asks',
    async () => {
      const { logged, ended, stop } = start('--speed', '0.1');
      const url = `${await logged(/http:.*/)}/api/chat/stream`;
      const headers = { authorization: 'Bearer demo-token', 'content-type': 'application/json' };
      const body = '{"message":"Hi","model_id":"a/b","provider_slug":"a"}';
      const ask = async (init: RequestInit, at = url): Promise<[number, unknown]> => {
        const response = await fetch(at, { method: 'POST', headers, body, ...init });
        return [response.status, await response.json()];
      };

      expect(await ask({}, `${url}/more`)).toMatchObject([404, { error: { code: 'not_found' } }]);
      expect(await ask({ method: 'PUT' })).toMatchObject([404, {}]);
      expect(await ask({ headers: { ...headers, authorization: 'demo-token' } })).toMatchObject([
        401,
        { error: { code: 'invalid_token' } },
      ]);
      expect(await ask({ headers: { ...headers, 'content-type': 'text/plain' } })).toMatchObject([
        422,
        { detail: [{ msg: 'The content type must be application/json' }] },
      ]);
      expect(await ask({ body: 'Hi' })).toStrictEqual([
        422,
        { detail: [{ msg: 'The body must be JSON' }] },
      ]);
      expect(await ask({ body: '[]' })).toMatchObject([
        422,
        { detail: [{ msg: 'The body must be a JSON object' }] },
      ]);
      expect(await ask({ body: '{"message":1,"model_id":"a/b"}' })).toStrictEqual([
        422,
        {
          detail: [{ msg: 'provider_slug must be a string' }, { msg: 'message must be a string' }],
        },
      ]);
      stop();
      await ended;
    },
  );

  it.concurrent('has a server that checks the same in the words of another protocol', async () => {
    const { logged, ended, stop } = start('--protocol', 'anthropicMessages');
    const url = `${await logged(/http:.*/)}/v1/messages`;
    const ask = async (headers: Readonly<Record<string, string>>): Promise<unknown> => {
      const body = '{"model":"a","max_tokens":9,"messages":[{"role":"user"}],"system":1}';
      const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
      return (await fetch(url, { ...init, body })).json();
    };

    expect(await ask({ authorization: 'Bearer demo-token' })).toMatchObject({
      error: { code: 'invalid_token' },
    });
    expect(await ask({ 'x-api-key': 'demo-token' })).toStrictEqual({
      detail: [
        { msg: 'messages.0.content must be a string or list' },
        { msg: 'system must be a string' },
      ],
    });
    stop();
    await ended;
  });

  it.concurrent('has a server that misses what should come back with a result', async () => {
    const { logged, ended, stop } = start('--protocol', 'anthropicMessages', '--tools');
    const url = `${await logged(/http:.*/)}/v1/messages`;
    const headers = { 'content-type': 'application/json', 'x-api-key': 'demo-token' };
    const input = { timeZone: 'Asia/Tokyo' };
    const thinking = { type: 'thinking', thinking: 'Hm.', signature: 'c2lnbmVkIGJ5IHRoZSBkZW1v' };
    const called = { type: 'tool_use', id: 'call_demo', name: 'clock', input };
    const result = { type: 'tool_result', tool_use_id: 'call_demo', content: 'noon' };
    const ask = async (turn: readonly object[], results: readonly object[]): Promise<unknown> => {
      const body = JSON.stringify({
        model: 'a',
        max_tokens: 9,
        tools: [{ name: 'clock' }],
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: turn },
          { role: 'user', content: results },
        ],
      });
      const response = await fetch(url, { method: 'POST', headers, body });
      return response.status === 200 ? response.status : response.json();
    };
    const refused = (msg: string) => ({ detail: [{ msg }] });

    expect(await ask([thinking, called], [result])).toBe(200);
    expect(await ask([called], [result])).toEqual(
      refused('the signature of the reasoning must come back'),
    );
    expect(await ask([thinking, { ...called, input: {} }], [result])).toEqual(
      refused('the call must come back as it was'),
    );
    expect(await ask([thinking, called], [{ ...result, tool_use_id: 'x' }])).toEqual(
      refused('the result must name its call'),
    );
    expect(await ask([thinking, called], [])).toEqual(refused('the call must have a result'));
    expect(await ask([thinking], [result])).toEqual(
      refused('the call must come back before its result'),
    );
    stop();
    await ended;
  });

  it.concurrent('has a server that sends heartbeats beside the events', async () => {
    const { logged, ended, stop } = start('--speed', '0.1');
    const abort = new AbortController();
    const response = await fetch(`${await logged(/http:.*/)}/api/chat/stream`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-token', 'content-type': 'application/json' },
      body: '{"message":"Hi","model_id":"a/b","provider_slug":"a"}',
      signal: abort.signal,
    });
    let seen = '';
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      seen += text;
      if (seen.includes(': heartbeat\n\n')) break;
    }
    abort.abort();

    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(seen).toMatch(/^event: reasoning\ndata: \{"text":"The "\}\n\n/);
    expect(seen).toContain('\n\n: heartbeat\n\n');
    stop();
    await ended;
  });
});

describe('npm run demo as a program', () => {
  it.concurrent('writes the answer to stdout and the rest to stderr, without colours', async () => {
    const { status, stdout, stderr } = await startProgram('--speed', '50').ended;

    expect(stdout).toMatch(/^You said: [^]*with --fault\.\n$/);
    expect(stderr).toMatch(/\n\[done\]\n$/);
    expect(stdout + stderr).not.toContain(escape);
    expect(status).toBe(0);
  });

  it.concurrent('exits with 1 after an error, and with 2 after wrong options', async () => {
    const { ended } = startProgram('--speed', '50', '--fault', '401', '--token-env', 'TEST_TOKEN');
    expect(await ended).toMatchObject({ status: 1, stdout: '' });
    expect(await startProgram('--nope').ended).toMatchObject({ status: 2, stdout: '' });
  });

  it.concurrent('unsubscribes at Ctrl-C, which the server sees', async () => {
    const { child, logged, ended } = startProgram();
    expect(await logged(/^\[tps\].*/m)).toMatch(/^\[tps\] \d+\.\d tokens\/s \(estimated\)$/);
    child.kill('SIGINT');
    // What npm adds where its shell has made way for the program.
    child.kill('SIGINT');

    const { status, stderr } = await ended;
    expect(stderr).toMatch(/\n\[server\] client closed the connection\n$/);
    expect(stderr).not.toContain('[done]');
    expect(status).toBe(130);
  });

  it.concurrent('stops when nobody reads its output any more', async () => {
    const { child, logged, ended } = startProgram('--json', '--speed', '5');
    await logged(/POST/);
    child.stdout.destroy();

    const { status, stderr } = await ended;
    expect(stderr).toMatch(/\n\[server\] client closed the connection\n$/);
    expect(status).toBe(141);
  });

  it.concurrent('does not crash when nobody reads its log either', async () => {
    const { child, logged, ended } = startProgram('--speed', '5');
    await logged(/POST/);
    child.stdout.destroy();
    child.stderr.destroy();

    const { status } = await ended;
    expect(status).toBe(141);
  });
});
