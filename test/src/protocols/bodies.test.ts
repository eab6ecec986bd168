import { describe, expect, it } from '@jest/globals';
import { isLeft } from 'fp-ts/lib/Either.js';
import type { ChatRequest } from '../../../src/index.js';
import { toEither } from '../../../src/protocols/index.js';
import { ollamaChat } from '../../bodies/ollamaChat.js';
import { openAiChat } from '../../bodies/openAiChat.js';
import { openAiResponses } from '../../bodies/openAiResponses.js';
import { agUi } from '../../bodies/agUi.js';
import { uiMessageStream } from '../../bodies/uiMessageStream.js';
import { anthropicMessages } from '../../bodies/anthropicMessages.js';
import { geminiGenerateContent } from '../../bodies/geminiGenerateContent.js';
import type { Cases } from '../../bodies/conversations.js';
import { protocolsByName } from '../../helpers/protocols.js';

const cases = Object.entries<Cases<unknown>>({
  agUi,
  anthropicMessages,
  geminiGenerateContent,
  ollamaChat,
  openAiChat,
  openAiResponses,
  uiMessageStream,
}).flatMap(([protocol, byName]) =>
  Object.entries(byName).map(([name, { request, body }]) => ({ protocol, name, request, body })),
);

const bodyOf = (protocol: string, request: Partial<ChatRequest>): unknown => {
  // The names above are those of protocols.
  const { encode } = protocolsByName[protocol as keyof typeof protocolsByName]();
  const encoded = toEither(
    encode({
      modelId: 'a-model',
      providerSlug: 'a',
      // A conversation that ends with the turn of a tool goes on by itself.
      ...(request.history?.at(-1)?.role === 'tool' ? {} : { message: 'Hi' }),
      ...request,
      accessToken: 'sk-1234567',
    }),
  );
  return isLeft(encoded) ? encoded.left : JSON.parse(encoded.right.body);
};

/** Its types say that the provider's own client takes the body. */
describe('the body that', () => {
  it.each(cases)(
    '$protocol sends for $name is that of its client',
    ({ protocol, request, body }) => {
      expect(bodyOf(protocol, request)).toStrictEqual(body);
    },
  );
});
