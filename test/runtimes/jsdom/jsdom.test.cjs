const { once } = require('node:events');
const { createServer } = require('node:http');
const { of } = require('rxjs');
const { fetchTransport, sendStreamingChat } = require('../../../dist/cjs/src/index.cjs');

const answer = (text) => `event: content\ndata: {"text":"${text}"}\n\nevent: done\n\n`;
const events = (text) => [{ type: 'content', text }, { type: 'done' }];

const ask = (config) =>
  new Promise((resolve) => {
    const values = [];
    sendStreamingChat(
      { accessToken: 'a-token', message: 'Hello', modelId: 'a/model', providerSlug: 'a' },
      { baseUrl: 'https://chat.example', ...config },
    ).subscribe({
      next: (value) => values.push(value),
      error: (error) => resolve({ values, error }),
      complete: () => resolve({ values }),
    });
  });
const receive = (...chunks) =>
  ask({ transport: () => of(...chunks.map((chunk) => ({ kind: 'data', chunk }))) });

test('there is no TextDecoder, and no fetch', () => {
  expect([typeof TextDecoder, typeof fetch]).toEqual(['undefined', 'undefined']);
});

test('chunks of text are read', async () => {
  expect(await receive(answer('漢').slice(0, 9), answer('漢').slice(9))).toEqual({
    values: events('漢'),
  });
});

test('bytes are read if they are ASCII', async () => {
  expect(await receive(Buffer.from(answer('Hi')))).toEqual({ values: events('Hi') });
  expect(await receive(Uint8Array.from(Buffer.from(answer('Hi'))))).toEqual({
    values: events('Hi'),
  });
});

test('an error says what other bytes need', async () => {
  const { values, error } = await receive(Buffer.from(answer('漢')));
  expect(values).toEqual([]);
  expect(error).toMatchObject({
    kind: 'format',
    code: 'UNEXPECTED_CONTENT_TYPE',
    retryable: false,
  });
  expect(error.message).toMatch('TextDecoder');
});

test('an error says that there is no fetch', async () => {
  const { error } = await ask();
  expect(error).toMatchObject({ code: 'INVALID_REQUEST', retryable: false });
  expect(error.message).toMatch('fetch');
});

test('the fetch of Node works there', async () => {
  let closed;
  const server = createServer((request, response) => {
    closed = once(request.socket, 'close');
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(answer('Hi'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  const transport = fetchTransport({ fetch: nodeFetch });
  expect(await ask({ baseUrl, transport, idempotencyKey: true })).toEqual({ values: events('Hi') });
  // `done` aborts the request, whose answer goes on.
  await closed;
  server.close();
  server.closeAllConnections();
});
