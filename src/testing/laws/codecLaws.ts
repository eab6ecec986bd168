import { isLeft } from 'fp-ts/lib/Either.js';
import { isStreamingError } from '../../errors/isStreamingError.js';
import { isTerminal } from '../../isEvent.js';
import { toEither } from '../../protocols/kit/toEither.js';
import type { DecodeError, DecodeResult } from '../../protocols/protocol.js';
import { describeValue } from '../marbles/describeValue.js';
import { differences } from '../marbles/differences.js';
import { demand, type Law } from './law.js';
import type { AnyEvent, TestedProtocol } from './openAnswer.js';

const accessToken = 'the-token-of-the-law';

/** What a server may send that is no message of a protocol. */
const garbage: readonly string[] = [
  '',
  ' ',
  'null',
  'true',
  '5',
  '"text"',
  '[]',
  '[null]',
  '{}',
  '{"type":5}',
  '{"type":"a type that no protocol has"}',
  '{"choices":5}',
  '{"error":null}',
  '{"__proto__":{"type":"content"}}',
  'no JSON',
  '{"type":',
  '\u0000',
  '<html>',
];

/** The events of a step of a decoder; none of one that fails in the right way. */
const eventsOf = (step: () => DecodeResult<AnyEvent>): readonly AnyEvent[] => {
  try {
    const result = toEither<DecodeError, readonly AnyEvent[]>(step());
    if (!isLeft(result)) return result.right;
    throw result.left;
  } catch (error) {
    demand(isStreamingError(error), () => `It threw ${describeValue(error)}, no StreamingError`);
    return [];
  }
};

/** The laws of one message and of the request, whichever the body. */
export function codecLaws({ protocol, request }: TestedProtocol): readonly Law[] {
  const encode = (): { readonly path: string; readonly body: string } => {
    // Whether the protocol takes the request is up to whoever has chosen both.
    const encoded = toEither(protocol.encode({ ...request, accessToken } as never));
    demand(!isLeft(encoded), () => `It refuses the request: ${describeValue(encoded)}`);
    return encoded.right;
  };

  return [
    {
      name: 'reads anything without an error of its own',
      run: () => {
        for (const data of garbage) {
          for (const event of ['message', 'content', 'error', 'done', 'toString']) {
            const decoder = protocol.decoder();
            const events = eventsOf(() => decoder.decode({ event, data }));
            demand(
              events.slice(0, -1).every((each) => !isTerminal(each)),
              () => `For the message ${event} ${data} it emitted something after the end`,
            );
            eventsOf(() => decoder.end());
          }
        }
      },
    },
    {
      name: 'makes a fresh decoder each time',
      run: () => {
        const decoders = [protocol.decoder(), protocol.decoder()];
        demand(decoders[0] !== decoders[1], () => 'It returned the same decoder again');
      },
    },
    {
      name: 'writes the same request each time, and leaves what it is given as it is',
      run: () => {
        const before = JSON.stringify(request);
        const [first, second] = [encode(), encode()];
        const [difference] = differences(second, first);
        demand(!difference, () => `The second time, its ${difference?.path} was another one`);
        demand(JSON.stringify(request) === before, () => 'It changed the request');
      },
    },
    {
      name: 'writes the message into the body, and the token neither there nor into the path',
      run: () => {
        const { path, body } = encode();
        const message = JSON.stringify(request.message).slice(1, -1);
        demand(body.includes(message), () => 'The body does not have the message');
        demand(!path.includes(accessToken), () => 'The path has the token, which logs would keep');
        demand(!body.includes(accessToken), () => 'The body has the token');
      },
    },
  ];
}
