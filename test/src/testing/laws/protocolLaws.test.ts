import { describe, expect, it } from '@jest/globals';
import { left } from 'fp-ts/lib/Either.js';
import {
  type ChatProtocol,
  contentEvent,
  doneEvent,
  StreamingFormatError,
  streamingChatProtocol,
} from '../../../../src/index.js';
import { protocolLaws, type ProtocolSample } from '../../../../src/testing/index.js';

const sample: ProtocolSample = {
  title: 'two deltas',
  bytes:
    'event: content\ndata: {"text":"Hé"}\n\nevent: content\ndata: {"text":"llo"}\n\n' +
    'event: done\ndata: {}\n\n',
  events: [contentEvent('Hé'), contentEvent('llo'), doneEvent()],
};

const law = {
  expected: 'reads two deltas as expected',
  cut: 'reads two deltas the same, however it is cut',
  shares: 'reads two deltas with a decoder that shares nothing with another',
  end: 'ends two deltas with a typed error where it is cut short, and invents no end',
  foreign: 'reads anything without an error of its own',
  fresh: 'makes a fresh decoder each time',
  request: 'writes the same request each time, and leaves what it is given as it is',
  body: 'writes the message into the body, and the token neither there nor into the path',
};

/** The default protocol, with something else in its place. */
const planted = (change: (good: ChatProtocol) => Partial<ChatProtocol>): ChatProtocol => {
  const good = streamingChatProtocol();
  return { ...good, ...change(good) };
};

const brokenBy = async (
  protocol: ChatProtocol<{ readonly type: string }>,
  ...samples: readonly ProtocolSample[]
): Promise<readonly string[]> => {
  const broken: string[] = [];
  for (const { name, run } of protocolLaws(protocol, samples)) {
    try {
      await run();
    } catch {
      broken.push(name);
    }
  }
  return broken;
};

describe('protocolLaws catch, by name,', () => {
  it.each<[string, ChatProtocol, readonly string[]]>([
    ['nothing in a good protocol', planted(() => ({})), []],
    [
      'one that depends on the cut, since its decoders share what they have read',
      planted(({ decoder }) => {
        let length = 0;
        return {
          decoder: (onUnknown) => {
            const { decode, end } = decoder(onUnknown);
            return {
              end,
              decode: (message, json) =>
                (length += message.data.length) > 40 ? [] : decode(message, json),
            };
          },
        };
      }),
      [law.cut, law.shares],
    ],
    [
      'one that has the same decoder for all answers',
      planted(({ decoder }) => {
        const one = decoder();
        return { decoder: () => one };
      }),
      [law.fresh],
    ],
    [
      'one that reads something else',
      planted(() => ({
        decoder: () => ({ decode: () => [contentEvent('x')], end: () => [] }),
      })),
      [law.expected, law.cut, law.shares],
    ],
    [
      'one that invents an end',
      planted(({ decoder }) => ({
        decoder: (onUnknown) => ({ ...decoder(onUnknown), end: () => [doneEvent()] }),
      })),
      [law.end],
    ],
    [
      'one that throws an error of its own',
      planted(({ decoder }) => ({
        decoder: (onUnknown) => ({
          ...decoder(onUnknown),
          decode: (message) => {
            const { text } = JSON.parse(message.data);
            return [text === undefined ? doneEvent() : contentEvent(text)];
          },
        }),
      })),
      [law.foreign],
    ],
    [
      'one that emits after the end',
      planted(({ decoder }) => ({
        decoder: (onUnknown) => ({
          ...decoder(onUnknown),
          decode: ({ data }) => (data === '[]' ? [doneEvent(), contentEvent('x')] : []),
        }),
      })),
      [law.expected, law.cut, law.shares, law.foreign],
    ],
    [
      'one that writes another request each time',
      planted(({ encode }) => {
        let count = 0;
        return {
          encode: (request) => ({ ...Object(encode(request)).right, path: `/${count++}` }),
        };
      }),
      [law.request],
    ],
    [
      'one that puts the token into the path',
      planted(({ encode }) => ({
        encode: (request) => ({
          ...Object(encode(request)).right,
          path: `/chat?key=${request.accessToken}`,
        }),
      })),
      [law.body],
    ],
    [
      'one that loses the message',
      planted(({ encode }) => ({
        encode: (request) => ({ ...Object(encode(request)).right, body: '{}' }),
      })),
      [law.body],
    ],
    [
      'one that refuses the request',
      planted(() => ({
        encode: () =>
          left(new StreamingFormatError('No', { code: 'INVALID_REQUEST', phase: 'request' })),
      })),
      [law.expected, law.cut, law.shares, law.request, law.body],
    ],
  ])('%s', async (_, protocol, laws) => {
    expect(await brokenBy(protocol, sample)).toEqual(laws);
  });

  it('a request that is changed', async () => {
    const request = {
      accessToken: 't',
      message: 'Hi',
      modelId: 'm',
      providerSlug: 'p',
      history: [{ role: 'user' as const, content: 'Hello' }],
    };
    const changing = planted(({ encode }) => ({
      encode: (given) => {
        const encoded = encode(given);
        request.history.length = 0;
        return encoded;
      },
    }));
    const laws = protocolLaws(changing, [], { request });
    const broken = laws.filter(({ run }) => {
      try {
        return run();
      } catch {
        return true;
      }
    });
    expect(broken.map(({ name }) => name)).toEqual([law.request]);
  });
});

describe('a sample of protocolLaws', () => {
  it('may end in an error, with unknown messages before it', async () => {
    const bytes = 'event: own\ndata: 1\n\nevent: content\ndata: {"text":5}\n\n';
    const known = 'event: content\ndata: {"text":"a"}\n\n';
    expect(
      await brokenBy(streamingChatProtocol(), {
        bytes: known + bytes,
        events: [contentEvent('a')],
        error: { code: 'BAD_EVENT' },
        unknown: 1,
      }),
    ).toEqual([]);
  });

  it.each<[string, Partial<ProtocolSample>]>([
    ['another error', { error: { code: 'BAD_JSON' } }],
    ['no error', { error: {} }],
    ['another number of unknown messages', { unknown: 1 }],
    ['other events', { events: [] }],
  ])('must not expect %s', async (_, change) => {
    const broken = await brokenBy(streamingChatProtocol(), { ...sample, ...change });
    expect(broken).toContain(law.expected);
  });

  it.each<[unknown[], string]>([
    [[undefined, []], 'protocol must be an object'],
    [[streamingChatProtocol(), {}], 'samples must be a list'],
    [[streamingChatProtocol(), [], { cuts: -1 }], 'cuts must be a whole number from 0'],
  ])('is checked %#', (given, message) => {
    // What a program without types would pass.
    const call = protocolLaws as (...parameters: unknown[]) => unknown;
    expect(() => call(...given)).toThrow(`protocolLaws: ${message}`);
  });
});
