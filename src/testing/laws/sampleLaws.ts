import { isStreamingError } from '../../errors/isStreamingError.js';
import { isTerminal } from '../../isEvent.js';
import { describeValue } from '../marbles/describeValue.js';
import { differences, isEqual } from '../marbles/differences.js';
import { demand, type Law } from './law.js';
import {
  type Answered,
  answered,
  type AnyEvent,
  openAnswer,
  type TestedProtocol,
} from './openAnswer.js';
import type { ProtocolSample } from './protocolSample.js';

const bytesOf = ({ bytes }: ProtocolSample): Uint8Array =>
  typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;

/** `count` places inside a body, from its first to its last byte. */
const placesIn = (size: number, count: number): readonly number[] => {
  const steps = Math.min(count, size - 1);
  return Array.from({ length: steps }, (_, step) => 1 + Math.floor((step * (size - 1)) / steps));
};

/** Says how an answer is not the expected one. */
const faultIn = (
  found: Answered,
  { events, error, unknown = 0 }: ProtocolSample,
): string | undefined => {
  const [difference] = differences(found.events, events);
  if (difference) {
    const { path, expected, actual } = difference;
    return `event ${path || 's'}: expected ${expected}, got ${actual}`;
  }
  const fields = Object(found.error);
  const isExpected =
    error === undefined
      ? found.error === undefined
      : found.error !== undefined &&
        Object.entries(error).every(([name, value]) => isEqual(fields[name], value));
  if (!isExpected)
    return `it ended with ${describeValue(found.error)}, not ${describeValue(error)}`;
  return found.unknown === unknown
    ? undefined
    : `${found.unknown} messages were unknown, not ${unknown}`;
};

/** What a model has written so far: to compare an answer that was cut short. */
const writtenIn = (events: readonly AnyEvent[]): string =>
  events
    .map((event) => {
      const { type, text, argumentsText }: Record<string, unknown> = { ...event };
      return type === 'content' || type === 'reasoning'
        ? text
        : type === 'toolCall'
          ? argumentsText
          : '';
    })
    .join('');

/** The laws of reading one body. */
export function sampleLaws(
  tested: TestedProtocol,
  sample: ProtocolSample,
  { title, cuts }: { readonly title: string; readonly cuts: number },
): readonly Law[] {
  const bytes = bytesOf(sample);
  const each = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  const demandExpected = (chunks: readonly Uint8Array[], how: string): void => {
    const fault = faultIn(answered(tested, chunks), sample);
    demand(fault === undefined, () => `Read ${how}, ${fault}`);
  };

  return [
    { name: `reads ${title} as expected`, run: () => demandExpected([bytes], 'as a whole') },
    {
      name: `reads ${title} the same, however it is cut`,
      run: () => {
        demandExpected(each, 'byte by byte');
        for (const at of placesIn(bytes.length, cuts)) {
          demandExpected([bytes.subarray(0, at), bytes.subarray(at)], `in two, cut at byte ${at}`);
        }
      },
    },
    {
      name: `reads ${title} with a decoder that shares nothing with another`,
      run: () => {
        const both = [openAnswer(tested), openAnswer(tested)];
        for (const byte of each) for (const answer of both) answer.push(byte);
        for (const answer of both) {
          const fault = faultIn(answer.end(), sample);
          demand(fault === undefined, () => `Beside another answer, ${fault}`);
        }
      },
    },
    {
      name: `ends ${title} with a typed error where it is cut short, and invents no end`,
      run: () => {
        const whole = writtenIn(sample.events);
        for (const at of placesIn(bytes.length, cuts)) {
          const { events, error } = answered(tested, [bytes.subarray(0, at)]);
          const isComplete = events.some(isTerminal);
          demand(
            isComplete ? error === undefined : isStreamingError(error),
            () => `Cut at byte ${at}, it ended with ${describeValue(error)}`,
          );
          demand(
            sample.endsEarly === true ||
              !events.some(({ type }) => type === 'done') ||
              writtenIn(events) === whole,
            () => `Cut at byte ${at}, it was done, though text was missing`,
          );
        }
      },
    },
  ];
}
