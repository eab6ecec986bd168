import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { isDeepStrictEqual } from 'node:util';

/** A call that the embedded server makes. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly input: object;
}

/** The call of the tool with this name. */
export const callOf = (name: string): Call => ({
  id: 'call_demo',
  name,
  input: { timeZone: 'Asia/Tokyo' },
});

/** What a server with encrypted reasoning wants back with the result. */
export const signature = 'c2lnbmVkIGJ5IHRoZSBkZW1v';

/** What a request says of tools. */
export interface ToolRound {
  /** The names of the tools that it offers. */
  readonly tools: readonly string[];
  /** The calls of the model that it gives back; without an id where the protocol has none. */
  readonly calls: readonly (Omit<Call, 'id'> & { readonly id?: string | undefined })[];
  readonly results: readonly { readonly id?: string | undefined; readonly content: string }[];
  /** The signatures that it gives back; absent where the protocol has none. */
  readonly signatures?: readonly string[];
}

/** The tool that a request offers, and the result that it brings. */
export interface Tooling {
  readonly tool: string | undefined;
  readonly result: string | undefined;
}

/** Checks that a request with a result has all that a provider wants beside it. */
export function checkRound({
  tools,
  calls,
  results,
  signatures,
}: ToolRound): Either<readonly string[], Tooling> {
  const [tool] = tools;
  const [call] = calls;
  const [result] = results;
  if (call === undefined && result === undefined) return right({ tool, result: undefined });
  if (call === undefined) return left(['the call must come back before its result']);
  if (result === undefined) return left(['the call must have a result']);

  const sent = callOf(call.name);
  const faults = [
    ...(calls.length === 1 && results.length === 1 ? [] : ['one call must have one result']),
    ...(isDeepStrictEqual(call.input, sent.input) && (call.id ?? sent.id) === sent.id
      ? []
      : ['the call must come back as it was']),
    ...((result.id ?? sent.id) === sent.id ? [] : ['the result must name its call']),
    ...(signatures === undefined || signatures.includes(signature)
      ? []
      : ['the signature of the reasoning must come back']),
  ];
  return faults.length > 0 ? left(faults) : right({ tool, result: result.content });
}

/** The arguments of a call as JSON text, in two deltas. */
export const argumentDeltas = ({ input }: Call): readonly [string, string] => {
  const text = JSON.stringify(input);
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
};
