import { chain, type Either, map, mapLeft } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import type { Question } from '../answer.js';
import { checkRound, type ToolRound } from '../toolRound.js';

/** A part of a message; the shapes of the parts differ. */
export const part = t.UnknownRecord;

/** The content of a message: a text, or parts. */
type Content = string | readonly t.TypeOf<typeof part>[];

const isContent = (value: unknown): value is Content =>
  typeof value === 'string' || t.array(part).is(value);

export const content = new t.Type<Content, unknown>(
  'string or list',
  isContent,
  (value, context) => (isContent(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
);

const text = t.type({ text: t.string });

/** The text of a message. */
export const textOf = (from: string | readonly unknown[] | null | undefined): string =>
  typeof from === 'string'
    ? from
    : (from ?? [])
        .filter(text.is)
        .map((each) => each.text)
        .join('');

/** A list of objects. */
export const listOf = <C extends t.Mixed>(codec: C): t.ArrayC<C> => t.array(codec, 'list');

/** A tool that a request offers. */
export const offered = t.type({ name: t.string }, 'JSON object');

export const nameOf = ({ name }: { readonly name: string }): string => name;

/** Parses the arguments of a call; an object without fields is what they must not be. */
export const parseInput = (argumentsText: string): object => {
  try {
    return Object(JSON.parse(argumentsText));
  } catch {
    return {};
  }
};

/** A message of which the text is known. */
interface Turn {
  readonly role: string;
  readonly text: string;
}

/** The last message of the user, and the system prompt. */
export const asked = (turns: readonly Turn[]) => {
  const said = turns.filter(({ role, text }) => role === 'user' && text !== '');
  return {
    message: said.at(-1)?.text ?? '',
    systemPrompt: turns.find(({ role }) => role === 'system')?.text,
  };
};

/** A question, and what its request says of tools. */
type Asked = Omit<Question, 'tool' | 'result'> & ToolRound;

/** Makes a reader that checks the body of a request with `codec` and turns it into a question. */
export const questionReader =
  <A>(codec: t.Type<A, unknown>, toAsked: (body: A, path: string) => Asked) =>
  (body: unknown, path: string): Either<readonly string[], Question> =>
    pipe(
      codec.decode(body),
      mapLeft((errors): readonly string[] => [...new Set(errors.map(describeFault))]),
      chain((valid) => {
        const { message, model, systemPrompt, ...round } = toAsked(valid, path);
        return pipe(
          checkRound(round),
          map((tooling) => ({ message, model, systemPrompt, ...tooling })),
        );
      }),
    );

const describeFault = ({ context }: t.ValidationError): string => {
  const path = context
    // The members of an intersection have an index that is not a key of the body.
    .filter((_, place) => !(context[place - 1]?.type instanceof t.IntersectionType))
    .flatMap(({ key }) => (key === '' ? [] : [key]));
  return path.length === 0
    ? 'The body must be a JSON object'
    : `${path.join('.')} must be a ${context.at(-1)?.type.name}`;
};
