import type { ChatProtocol } from '../../protocols/protocol.js';
import type { ChatRequest } from '../../request/request.js';
import { aList, anObject, assertOptions, orInfinity, wholeNumberFrom } from '../../validation.js';
import { codecLaws } from './codecLaws.js';
import type { Law } from './law.js';
import type { AnyEvent } from './openAnswer.js';
import type { ProtocolSample } from './protocolSample.js';
import { sampleLaws } from './sampleLaws.js';

/** Options of {@link protocolLaws}. */
export interface ProtocolLawOptions {
  /**
   * A request that the protocol takes.
   * @defaultValue one with all that the protocols of this package need
   */
  readonly request?: ChatRequest;
  /**
   * In how many places a body is cut, evenly spread; `Infinity` is after each byte. Besides, it is
   * read whole and byte by byte. @defaultValue `100`
   */
  readonly cuts?: number;
}

// Fields for whichever protocol needs them.
const anyRequest = {
  accessToken: 'a-token',
  message: 'A message, "quoted"',
  modelId: 'a-model',
  providerSlug: 'a-provider',
  threadId: 'a-thread',
  runId: 'a-run',
};

const rules = {
  protocol: anObject,
  samples: aList,
  request: anObject,
  cuts: /*#__PURE__*/ orInfinity(/*#__PURE__*/ wholeNumberFrom(0)),
};

/**
 * The laws that every protocol of this package keeps, for one of your own: it reads a body the same
 * however a network cuts it; an answer that breaks off is no complete one; nothing that a server
 * sends makes it throw an error of its own; it writes requests without a side effect.
 *
 * @param samples bodies that the server may send, and the events that they mean
 * @returns laws, each with a name for the title of a test
 * @throws TypeError for parameters of the wrong type
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent, streamingChatProtocol } from 'rxjs-chat-stream';
 * import { protocolLaws } from 'rxjs-chat-stream/testing';
 *
 * const bytes = 'event: content\ndata: {"text":"Hé"}\n\nevent: done\ndata: {}\n\n';
 * const laws = protocolLaws(streamingChatProtocol(), [
 *   { title: 'a greeting', bytes, events: [contentEvent('Hé'), doneEvent()] },
 * ]);
 * for (const { run } of laws) await run();
 * laws[1]?.name; // => 'reads a greeting the same, however it is cut'
 * ```
 */
export function protocolLaws<E extends AnyEvent, R extends ChatRequest>(
  protocol: ChatProtocol<E, R>,
  samples: readonly ProtocolSample[],
  { request = anyRequest, cuts = 100 }: ProtocolLawOptions = {},
): readonly Law[] {
  assertOptions('protocolLaws', { protocol, samples, request, cuts }, rules);
  const tested = { protocol, request };
  return [
    ...samples.flatMap((sample, index) =>
      sampleLaws(tested, sample, { title: sample.title ?? `sample ${index + 1}`, cuts }),
    ),
    ...codecLaws(tested),
  ];
}
