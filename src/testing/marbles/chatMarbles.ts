import { TestScheduler } from 'rxjs/testing';
import { aFunction, assertOptions } from '../../validation.js';
import { type Assert, marbleAssert } from './marbleAssert.js';
import { type ChatMarbleHelpers, marbleHelpers } from './marbleHelpers.js';

/**
 * Runs a marble test of a chat in virtual time. It is `run` of a `TestScheduler`, with diagrams of
 * events and of text, and with failures that show diagrams: see {@link marbleAssert}.
 *
 * @param assert that of your test runner, such as `(a, b) => expect(a).toEqual(b)`
 * @param run the test; it must not be async
 * @throws Error with both diagrams when a stream is not the expected one; TypeError for an
 *   expectation without its `toBe`, which could never fail
 *
 * @example A whole chat, transport included
 * ```ts
 * import { deepStrictEqual } from 'node:assert';
 * import { sendStreamingChat } from 'rxjs-chat-stream';
 * import { accumulateContent } from 'rxjs-chat-stream/operators';
 * import { chatMarbles, fakeTransport } from 'rxjs-chat-stream/testing';
 *
 * const request = { accessToken: 't', message: 'Hi', modelId: 'm', providerSlug: 'p' };
 *
 * chatMarbles(deepStrictEqual, ({ text, expectEvents }) => {
 *   const transport = fakeTransport(text('-Hel-lo-|'));
 *   const answer = sendStreamingChat(request, { baseUrl: 'https://chat.test', transport });
 *   expectEvents(answer.pipe(accumulateContent())).toBe('-A---B--|', { A: 'Hel', B: 'Hello' });
 * });
 * ```
 */
export function chatMarbles(assert: Assert, run: (helpers: ChatMarbleHelpers) => void): void {
  assertOptions('chatMarbles', { assert, run }, { assert: aFunction, run: aFunction });
  const scheduler = new TestScheduler(marbleAssert(assert));
  scheduler.run((ofRxjs) => {
    const { helpers, isComplete } = marbleHelpers(scheduler, ofRxjs);
    const result: unknown = run(helpers);
    if (typeof Object(result).then === 'function') {
      throw new TypeError('chatMarbles: run must not be async: virtual time ends when it returns');
    }
    if (!isComplete()) throw new TypeError('chatMarbles: an expectation has no toBe');
  });
}
