import { describe, expect, it } from '@jest/globals';
import { type Observable, of, throwError } from 'rxjs';
import { retryOnNetwork, throwOnErrorEvent } from '../../operators/index.js';
import { sendStreamingChat } from '../../src/chat.js';
import type { StreamEvent } from '../../src/events.js';
import type { ChatProtocol } from '../../src/protocols/protocol.js';
import type { ChatTransport, OpenFrame, TransportFrame } from '../../src/transport/transport.js';
import { collect } from '../helpers/collect.js';
import { protocolsByName } from '../helpers/protocols.js';
import { request, sse } from '../helpers/samples.js';

const baseUrl = 'https://chat.example';
const { accessToken } = request;

const send = (transport: ChatTransport): Observable<StreamEvent> =>
  sendStreamingChat(request, { baseUrl, transport });

const answering =
  (body: string, open: Partial<OpenFrame> = {}): ChatTransport =>
  () =>
    of<TransportFrame[]>({ kind: 'open', status: 200, ...open }, { kind: 'data', chunk: body });

/** The error that a protocol reports inside its stream, once it is a notification. */
const errorIn = async (protocol: ChatProtocol, error: object): Promise<unknown> => {
  const json = JSON.stringify({ error });
  const body = protocol.framing === 'sse' ? `event: error\ndata: ${json}\n\n` : `${json}\n`;
  const answer$ = sendStreamingChat(request, { baseUrl, protocol, transport: answering(body) });
  return (await collect(answer$.pipe(throwOnErrorEvent()))).error;
};

describe.each(Object.entries(protocolsByName))('an error in a stream of %s', (_, make) => {
  // Each protocol takes the request of the default one.
  const protocol = (): ChatProtocol => make() as ChatProtocol;

  it('has the words of the provider that a gateway asked', async () => {
    const raw = JSON.stringify({ error: { message: `No such model for ${accessToken}` } });
    const error = { message: 'Provider returned error', code: 502, metadata: { raw } };
    expect(await errorIn(protocol(), error)).toMatchObject({
      code: 'ERROR_EVENT',
      message: 'No such model for [redacted]',
      status: 502,
      retryable: true,
    });
  });

  it.each([
    ['ThrottlingException', true],
    ['modelStreamErrorException', true],
    ['RESOURCE_EXHAUSTED', true],
    ['overloaded_error', true],
    ['validationException', false],
    ['insufficient_quota', false],
  ])('passes by its code alone: %s, %p', async (type, retryable) => {
    expect(await errorIn(protocol(), { type, message: 'No' })).toMatchObject({
      serverCode: type,
      retryable,
    });
  });
});

it.each(['openAiChat', 'anthropicMessages', 'geminiGenerateContent', 'ollamaChat'] as const)(
  'a list of errors among the messages of %s is one',
  async (name) => {
    const protocol = protocolsByName[name]() as ChatProtocol;
    const json = '{"success":false,"errors":[{"code":7003,"message":"No route for it"}]}';
    const body = protocol.framing === 'sse' ? `data: ${json}\n\n` : `${json}\n`;
    const transport = answering(`${protocol.framing === 'sse' ? ': hi\n\n' : ''}${body}`);
    expect(await collect(sendStreamingChat(request, { baseUrl, protocol, transport }))).toEqual({
      values: [{ type: 'error', message: 'No route for it', code: '7003' }],
    });
  },
);

describe('a response that is an error', () => {
  it('passes by its code where the status says that it succeeded', async () => {
    const body = '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}';
    expect((await collect(send(answering(body)))).error).toMatchObject({
      code: 'ERROR_BODY',
      serverCode: 'overloaded_error',
      status: 529,
      retryable: true,
    });
  });

  it('is recognised by a list of errors', async () => {
    const body = '{"success":false,"errors":[{"code":7003,"message":"No route for it"}]}';
    expect((await collect(send(answering(body)))).error).toMatchObject({
      code: 'ERROR_BODY',
      message: 'No route for it',
      serverCode: '7003',
    });
  });

  it('has the name that AWS puts into a header', async () => {
    const headers = { 'x-amzn-errortype': 'ThrottlingException:http://aws.example/coral/' };
    const { error } = await collect(
      send(answering('{"message":"Wait"}', { status: 400, headers })),
    );
    expect(error).toMatchObject({
      message: 'Wait',
      status: 400,
      serverCode: 'ThrottlingException',
      retryable: true,
    });
  });

  it('has one line of at most 2000 characters', async () => {
    const body = JSON.stringify({ message: `First line\r\nsecond ${'x'.repeat(9000)}` });
    const { error } = await collect(send(answering(body, { status: 500 })));
    expect((error as Error).message).toMatch(/^First line second x{1982}$/);
  });
});

describe('the failure of a transport', () => {
  it('that looks like an error of this package is wrapped', async () => {
    const foreign = Object.assign(new Error(`failed with ${accessToken}`), {
      kind: 'network',
      retryable: true,
      request: { headers: { authorization: accessToken } },
    });
    const { error } = await collect(send(() => throwError(() => foreign)));
    expect(error).toMatchObject({ name: 'StreamingNetworkError', code: 'CONNECT_FAILED' });
    expect(error).not.toHaveProperty('request');
    expect((error as Error).cause).toMatchObject({ message: 'failed with [redacted]' });
  });
});

describe('the token of an earlier attempt', () => {
  it('is hidden in the error of a later one', async () => {
    let attempt = 0;
    const answer$ = sendStreamingChat(
      { ...request, accessToken: () => `token-number-${++attempt}-of-mine` },
      {
        baseUrl,
        transport: (sent) =>
          attempt < 3
            ? throwError(() => new Error('gone'))
            : answering('I know token-number-1-of-mine', { status: 400 })(sent),
      },
    );
    const { error } = await collect(answer$.pipe(retryOnNetwork({ delay: 0 })));
    expect(error).toMatchObject({ message: 'I know [redacted]', attempt: 3 });
  });
});

describe('malformed events that are skipped', () => {
  const cost = (event: string): number => {
    const transport = answering(event.repeat(5000));
    const once = (): number => {
      const start = process.cpuUsage();
      sendStreamingChat(request, { baseUrl, transport, onMalformedEvent: 'skip' }).subscribe({
        error: () => {},
      });
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    return Math.min(...Array.from({ length: 7 }, once));
  };

  it.each([
    ['a text of another type', 'event: content\ndata: {"text":5}\n\n'],
    ['JSON that is cut', 'event: content\ndata: {"text":"a"\n\n'],
    ['no JSON', 'event: content\ndata: words\n\n'],
    ['JSON without a name', 'data: {x}\n\n'],
    ['another protocol', 'data: {"choices":[]}\n\n'],
  ])('take no more than a few times as long as others: %s', (_, event) => {
    // With an Error for each, 8 to 13 times as long.
    expect(cost(event) / cost(sse('content', { text: 'a"' }))).toBeLessThan(4);
  });
});
