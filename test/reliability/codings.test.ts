import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { startFaultServer } from './faultServer.js';
import type { Observation } from './play.js';
import type { Answer, Connection } from './row.js';

// It has Node's own dispatcher, which jest hides.
const client = new URL('client.js', import.meta.url).pathname;

const headWith = (connection: Connection, codings: string, more: object = {}): void =>
  connection.head(200, {
    'content-type': 'text/event-stream',
    'content-encoding': codings,
    ...more,
  });

const six = 'gzip, gzip, gzip, gzip, gzip, gzip';
const chunked = { 'transfer-encoding': 'chunked' };

describe('T22 more content codings than Node decodes do not end the process', () => {
  it.each<[string, Answer]>([
    ['and the connection closes', (to) => (headWith(to, six), to.fin())],
    ['and the connection closes, with empty ones', (to) => (headWith(to, ',,,,,,,'), to.fin())],
    ['and the body stops', (to) => headWith(to, six)],
    ['and the body is cut', (to) => (headWith(to, six, { 'content-length': 100 }), to.fin())],
    ['and a chunk has no size', (to) => (headWith(to, six, chunked), to.write('no size\r\n'))],
    [
      'and the connection is reset',
      async (to) => {
        headWith(to, six);
        await to.wait(20);
        to.rst();
      },
    ],
  ])('%s', async (_, answer) => {
    const server = await startFaultServer(answer);
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [client, server.url]);
      const seen: Observation = JSON.parse(stdout);
      expect(seen).toMatchObject({
        end: 'error',
        error: { code: 'CONNECT_FAILED', phase: 'sent', retryable: true },
        unhandled: [],
      });
      expect(await server.isLeft()).toBe(true);
      expect(server.posts).toHaveLength(1);
    } finally {
      await server.stop();
    }
  });
});
