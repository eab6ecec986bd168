import { describe, expect, it } from '@jest/globals';
import type { Cases } from '../../bodies/conversations.js';
import { ollamaChat } from '../../bodies/ollamaChat.js';
import { openAiChat } from '../../bodies/openAiChat.js';
import { openAiResponses } from '../../bodies/openAiResponses.js';
import { bodyOf } from '../../helpers/nextTurn.js';
import { protocolsByName } from '../../helpers/protocols.js';

const cases = Object.entries<Cases<unknown>>({
  ollamaChat,
  openAiChat,
  openAiResponses,
}).flatMap(([protocol, byName]) =>
  Object.entries(byName).map(([name, { request, body }]) => ({ protocol, name, request, body })),
);

/** Its types say that the provider's own client takes the body. */
describe('the body that', () => {
  it.each(cases)(
    '$protocol sends for $name is that of its client',
    ({ protocol, request, body }) => {
      // The names above are those of protocols.
      const make = protocolsByName[protocol as keyof typeof protocolsByName];
      expect(bodyOf(make(), request)).toStrictEqual(body);
    },
  );
});
