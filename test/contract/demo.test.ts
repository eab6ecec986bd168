import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { openStream, startChatServer } from '../helpers/chatServer.js';
import { sse } from '../helpers/samples.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = 'build/examples/terminal-chat/main.js';

// Each test starts a process, and some of them take seconds: they run at the same time.
const LONGEST_RUN = 15_000;
jest.setTimeout(20_000);

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

/** A run of the demo that has ended. */
interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the demo. */
interface Run {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** Resolves with the first match in stderr once it is there; fails when the run ends without. */
  readonly told: (pattern: RegExp) => Promise<string>;
}

function start(...args: string[]): Run {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: root,
    env: { ...process.env, TEST_TOKEN: 'sk-SECRET-123' },
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
    told: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(stderr);
          if (found !== null) resolve(found[0]);
        };
        child.stderr.on('data', look);
        child.once('close', () => reject(new Error(`Not told ${String(pattern)}: ${stderr}`)));
        look();
      }),
  };
}

const run = (...args: string[]): Promise<Ended> => start(...args).ended;

/** What stderr tells besides the tagged lines about events and the server. */
const untagged = (stderr: string): readonly string[] =>
  stderr.split('\n').filter((line) => line !== '' && !line.startsWith('['));

const requestsIn = (stderr: string): readonly string[] =>
  stderr.match(/^\[server\] POST .*$/gm) ?? [];

describe('npm run demo', () => {
  it.concurrent('explains every option', async () => {
    const { status, stdout } = await run('--help');

    const options = ['message', 'system', 'model', 'speed', 'fault', 'url', 'token-env', 'json'];
    for (const option of options) expect(stdout).toMatch(new RegExp(`^  --${option} `, 'm'));
    for (const value of ['401', '429', 'error-event', 'stall', 'cut', ...protocols]) {
      expect(stdout).toMatch(new RegExp(`^ +${value} `, 'm'));
    }
    expect(status).toBe(0);
  });

  it.concurrent('shows the answer on stdout, and what is about it on stderr', async () => {
    const { status, stdout, stderr } = await run('--speed', '50', '--message', 'Is 3 < 4?');

    expect(stdout).toMatch(/^You said: `Is 3 < 4\?`\.\n[^]*with --fault\.\n$/);
    expect(stderr).toMatch(/^\[reasoning\] The user says /m);
    // The part between tags, without them.
    expect(stderr).toMatch(/^\[reasoning\] This part comes [^<>]*$/m);
    expect(stderr).toMatch(/^\[tps\] \d+\.\d tokens\/s \(server\)$/m);
    expect(stderr).toMatch(/^\[usage\] 4 in, \d+ out, \d+ total tokens\n\[done\]\n$/m);
    expect(stdout + stderr).not.toContain(escape);
    expect(status).toBe(0);
  });

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
  ])('ends in the error of --fault %s', async (fault, requests, line) => {
    const { status, stdout, stderr } = await run('--speed', '50', '--fault', fault);

    expect(untagged(stderr)).toStrictEqual([expect.stringMatching(line)]);
    expect(requestsIn(stderr)).toHaveLength(requests);
    // A refusal comes before the answer; the others keep what there was, and end its line.
    expect(stdout).toMatch(
      /^4\d\d$/.test(fault) ? /^$/ : /^You said: .*\n[^]*`content` event, \n$/,
    );
    expect(status).toBe(1);
  });

  it.concurrent('tells a fault on stderr with --json too', async () => {
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

    it.concurrent('shows the error that the server has amid its answer', async () => {
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

  it.concurrent('is alive in a slow answer of lines too', async () => {
    const { child, told, ended } = start('--protocol', 'ollamaChat', '--speed', '0.01');
    // Its first word comes later than a client waits for a byte.
    await told(/^\[reasoning\] The /m);
    child.kill('SIGINT');

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

  it.concurrent('needs no token for a server at --url that takes anybody', async () => {
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

  it.concurrent(
    'estimates the speed, and unsubscribes at Ctrl-C, which the server sees',
    async () => {
      const { child, told, ended } = start();
      expect(await told(/^\[tps\].*/m)).toMatch(/^\[tps\] \d+\.\d tokens\/s \(estimated\)$/);
      child.kill('SIGINT');
      // What npm adds where its shell has made way for the program.
      child.kill('SIGINT');

      const { status, stderr } = await ended;
      expect(stderr).toMatch(/\n\[server\] client closed the connection\n$/);
      expect(stderr).not.toContain('[done]');
      expect(status).toBe(130);
    },
  );

  it.concurrent('stops when nobody reads its output any more', async () => {
    const { child, told, ended } = start('--json', '--speed', '5');
    await told(/POST/);
    child.stdout.destroy();

    const { status, stderr } = await ended;
    expect(stderr).toMatch(/\n\[server\] client closed the connection\n$/);
    expect(status).toBe(141);
  });

  it.concurrent('does not crash when nobody reads its log either', async () => {
    const { child, told, ended } = start('--speed', '5');
    await told(/POST/);
    child.stdout.destroy();
    child.stderr.destroy();

    const { status } = await ended;
    expect(status).toBe(141);
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

  it.concurrent('tells that a server at --url refused the token, without the token', async () => {
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
      const { child, told, ended } = start('--speed', '0.1');
      const url = `${await told(/http:.*/)}/api/chat/stream`;
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
          detail: [{ msg: 'message must be a string' }, { msg: 'provider_slug must be a string' }],
        },
      ]);
      child.kill('SIGINT');
      await ended;
    },
  );

  it.concurrent('has a server that checks the same in the words of another protocol', async () => {
    const { child, told, ended } = start('--protocol', 'anthropicMessages');
    const url = `${await told(/http:.*/)}/v1/messages`;
    const ask = async (headers: Readonly<Record<string, string>>): Promise<unknown> => {
      const body = '{"model":"a","max_tokens":9,"messages":[{"role":"user"}],"system":1}';
      const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
      return (await fetch(url, { ...init, body })).json();
    };

    expect(await ask({ authorization: 'Bearer demo-token' })).toMatchObject({
      error: { code: 'invalid_token' },
    });
    expect(await ask({ 'x-api-key': 'demo-token' })).toStrictEqual({
      detail: [{ msg: 'messages.0.content must be a string' }, { msg: 'system must be a string' }],
    });
    child.kill('SIGINT');
    await ended;
  });

  it.concurrent('has a server that sends heartbeats beside the events', async () => {
    const { child, told, ended } = start('--speed', '0.1');
    const abort = new AbortController();
    const response = await fetch(`${await told(/http:.*/)}/api/chat/stream`, {
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
    child.kill('SIGINT');
    await ended;
  });
});
