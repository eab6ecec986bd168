import { readFileSync } from 'node:fs';
import { isLeft } from 'fp-ts/lib/Either.js';
import { from, lastValueFrom } from 'rxjs';
import { accumulateReply } from '../../operators/index.js';
import {
  type AssistantMessage,
  type ChatRequest,
  sendStreamingChat,
  toAssistantMessage,
  type TransportFrame,
} from '../../src/index.js';
import { toEither } from '../../src/protocols/index.js';
import { type AnyProtocol, protocolsByName } from './protocols.js';

const request = {
  accessToken: 'sk-1234567',
  modelId: 'a-model',
  providerSlug: 'a',
  threadId: 'a-thread',
  runId: 'a-run',
};

/** The turn of a recorded stream, as it comes from the database of an app. */
export async function recordedTurn(
  protocol: keyof typeof protocolsByName,
  fixture: string,
): Promise<AssistantMessage> {
  const made: AnyProtocol = protocolsByName[protocol]();
  const [extension, type] =
    made.framing === 'sse' ? ['sse', 'text/event-stream'] : ['ndjson', 'application/x-ndjson'];
  const chunk = readFileSync(`test/fixtures/${protocol}/${fixture}.${extension}`);
  const reply = await lastValueFrom(
    sendStreamingChat(
      { ...request, message: 'Hi' },
      {
        baseUrl: 'https://chat.example',
        protocol: made,
        transport: () =>
          from<TransportFrame[]>([
            { kind: 'open', status: 200, headers: { 'content-type': type } },
            { kind: 'data', chunk },
          ]),
      },
    ).pipe(accumulateReply()),
  );
  return JSON.parse(JSON.stringify(toAssistantMessage(reply)));
}

/** The body of a request as JSON; the error of one that is refused. */
export function bodyOf(protocol: AnyProtocol, more: Partial<ChatRequest>): unknown {
  // A conversation that ends with the turn of a tool goes on by itself.
  const message = more.history?.at(-1)?.role === 'tool' ? {} : { message: 'Hi' };
  const encoded = toEither(
    protocol.encode({ ...request, ...message, ...more, accessToken: request.accessToken }),
  );
  return isLeft(encoded) ? encoded.left : JSON.parse(encoded.right.body);
}
