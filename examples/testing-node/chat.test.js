import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lastValueFrom, map, toArray } from 'rxjs';
import { contentEvent, doneEvent, sendStreamingChat } from 'rxjs-chat-stream';
import { accumulateContent, errorAsEvent, retryOnNetwork } from 'rxjs-chat-stream/operators';
import { chatMarbles, fakeTransport, faulty, operatorLaws } from 'rxjs-chat-stream/testing';
import { startFakeServer } from 'rxjs-chat-stream/testing/node';

const request = { accessToken: 'a-token', message: 'Hi', modelId: 'a/model', providerSlug: 'a' };
const answer = (transport) =>
  sendStreamingChat(request, { baseUrl: 'https://chat.example', transport });

const shout = () => map((event) => event.text.toUpperCase());

test('shows the text as it grows', () => {
  chatMarbles(assert.deepEqual, ({ text, expectEvents }) => {
    const text$ = answer(fakeTransport(text('-Hel-lo-|'))).pipe(accumulateContent());
    expectEvents(text$).toBe('-A---B--|', { A: 'Hel', B: 'Hello' });
  });
});

test('tries again when the server is busy', () => {
  chatMarbles(assert.deepEqual, ({ text, expectText }) => {
    const transport = faulty(fakeTransport(text('Hello|')), [{ refuse: 503 }]);
    const retried$ = answer(transport).pipe(retryOnNetwork({ delay: 100, jitter: false }));
    expectText(retried$).toBe('100ms Hello|');
  });
});

test('tells a lost connection from the end', async () => {
  const transport = faulty(fakeTransport([[contentEvent('Hel'), contentEvent('lo')]]), {
    resetAfter: 40,
  });
  const events = await lastValueFrom(answer(transport).pipe(errorAsEvent(), toArray()));
  assert.equal(events.at(-1).code, 'CONNECTION_LOST');
});

describe('an operator of our own', () => {
  for (const { name, run } of operatorLaws(shout)) test(name, run);
});

test('answers over a real socket', async () => {
  const server = await startFakeServer([[contentEvent('Hi'), doneEvent()]]);
  const call = sendStreamingChat(request, { baseUrl: server.url });
  const text = await lastValueFrom(call.pipe(accumulateContent()));
  await server.close();
  assert.equal(text, 'Hi');
});
