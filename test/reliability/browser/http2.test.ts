import { once } from 'node:events';
import { constants, createSecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { generate } from 'selfsigned';
import type { Observation } from '../play.js';
import { openToAll } from '../faultServer.js';
import { content, done } from '../rows/wire.js';
import { describeInChromium } from './chromium.js';
import { openPage, type TestPage } from './testPage.js';

const { NGHTTP2_REFUSED_STREAM } = constants;

const open = (stream: ServerHttp2Stream, body: string): void => {
  stream.respond({ ':status': 200, 'content-type': 'text/event-stream', ...openToAll });
  stream.write(body);
};

// The `fetch` of Node speaks HTTP/1.1 only.
describeInChromium('over HTTP/2, in Chromium', () => {
  let page: TestPage;

  beforeAll(async () => {
    page = await openPage();
  });
  afterAll(() => page.close());

  /**
   * Plays a call against a server that does this with stream number `post`, from 0; counts the
   * POSTs.
   */
  const visit = async (
    answer: (stream: ServerHttp2Stream, post: number) => unknown,
  ): Promise<Observation & { readonly posts: number }> => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
    const server = createSecureServer({ key, cert });
    let posts = 0;
    server.on('stream', (stream, headers) => {
      stream.on('error', () => {});
      if (headers[':method'] === 'POST') answer(stream, posts++);
      else stream.respond({ ':status': 204, ...openToAll }, { endStream: true });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A server that listens on TCP has such an address.
    const { port } = server.address() as AddressInfo;
    try {
      return { ...(await page.play(`https://127.0.0.1:${port}`)), posts };
    } finally {
      server.close();
    }
  };

  const clean = { late: [], timersLeft: 0, listenersLeft: 0, unhandled: [] };

  it('T24 a stream that is refused before it is read is sent again by the browser', async () => {
    const seen = await visit((stream, post) => {
      if (post === 0) stream.close(NGHTTP2_REFUSED_STREAM);
      else open(stream, content('Hello') + done);
    });
    expect(seen).toMatchObject({
      ...clean,
      events: [{ type: 'content', text: 'Hello' }, { type: 'done' }],
      posts: 2,
    });
  });

  it('T25 a stream that is reset in the body is a lost connection', async () => {
    const seen = await visit(async (stream) => {
      open(stream, content('Hello'));
      await page.app.delivered(1);
      // `close` would end the body first.
      stream.destroy(new Error('reset'));
    });
    expect(seen).toMatchObject({
      ...clean,
      events: [{ type: 'content', text: 'Hello' }],
      error: { code: 'CONNECTION_LOST', phase: 'streaming', retryable: true },
      posts: 1,
    });
  });
});
