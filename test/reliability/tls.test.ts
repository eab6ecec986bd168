import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generate, type GenerateResult } from 'selfsigned';
import { startFaultServer } from './faultServer.js';
import { type Observation, play } from './play.js';
import { content, done, streaming } from './rows/wire.js';

const day = 86_400_000;
const client = new URL('client.js', import.meta.url).pathname;

type Options = NonNullable<Parameters<typeof generate>[1]>;
const certify = (owner: string, options: Options): Promise<GenerateResult> =>
  generate([{ name: 'commonName', value: owner }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 2 * day),
    ...options,
  });

const forHere: Options = {
  extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
};
const forElsewhere: Options = {
  extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'elsewhere.example' }] }],
};

describe('a certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const trusted = join(folder, 'authority.pem');
  let authority: GenerateResult;

  beforeAll(async () => {
    authority = await certify('an authority', {
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true },
      ],
    });
    writeFileSync(trusted, authority.cert);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const signedBy = ({ private: key, cert }: GenerateResult): Options => ({ ca: { key, cert } });

  /** What a program that trusts the authority sees of a server with such a certificate. */
  const visit = async (
    certificate: GenerateResult,
  ): Promise<Observation & { readonly posts: number }> => {
    const server = await startFaultServer(streaming(content('Hello') + done), (onSocket) =>
      createServer({ key: certificate.private, cert: certificate.cert }, onSocket),
    );
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [client, server.url.replace('http:', 'https:')],
        { env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted } },
      );
      const seen: Observation = JSON.parse(stdout);
      return { ...seen, posts: server.posts.length };
    } finally {
      await server.stop();
    }
  };

  it('that is valid lets the answer through', async () => {
    const certificate = await certify('a server', { ...forHere, ...signedBy(authority) });
    expect(await visit(certificate)).toMatchObject({
      end: 'complete',
      events: [{ type: 'content', text: 'Hello' }, { type: 'done' }],
      posts: 1,
    });
  });

  it.each<[string, () => Options, string]>([
    ['is self-signed', () => forHere, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'has expired',
      () => ({ ...forHere, ...signedBy(authority), notAfterDate: new Date(Date.now() - day) }),
      'CERT_HAS_EXPIRED',
    ],
    [
      'is for another host',
      () => ({ ...forElsewhere, ...signedBy(authority) }),
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
  ])('T3 that %s is a failed connection that is not retryable', async (_, options, code) => {
    expect(await visit(await certify('a server', options()))).toMatchObject({
      events: [],
      end: 'error',
      error: {
        name: 'StreamingNetworkError',
        code: 'CONNECT_FAILED',
        phase: 'connect',
        retryable: false,
        causeCodes: [code],
      },
      late: [],
      timersLeft: 0,
      listenersLeft: 0,
      unhandled: [],
      posts: 0,
    });
  });
});

it('T4 a handshake that is never answered is a timeout, and nothing is sent', async () => {
  // A server without TLS waits for a request for ever.
  const server = await startFaultServer(() => {});
  try {
    const seen = await play(
      { run: ({ send }) => send({ connectionTimeout: 150 }) },
      server.url.replace('http:', 'https:'),
      () => () => {},
    );
    expect(seen).toMatchObject({
      events: [],
      error: { name: 'StreamingTimeoutError', code: 'CONNECT', phase: 'sent', retryable: true },
      timersLeft: 0,
      listenersLeft: 0,
    });
    expect(server.posts).toEqual([]);
  } finally {
    await server.stop();
  }
});
