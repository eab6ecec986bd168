import { bimap, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import type { Question } from '../answer.js';

/** A list of texts, each with its role. */
export const turns = t.array(t.type({ role: t.string, content: t.string }, 'JSON object'), 'list');

/** A list of texts that are the value of `text`. */
export const parts = t.array(t.type({ text: t.string }, 'JSON object'), 'list');

export const textOf = (from: t.TypeOf<typeof parts>): string =>
  from.map(({ text }) => text).join('');

/** Reads a question out of a body that a codec knows. */
export const reading =
  <A>(codec: t.Type<A, unknown>, question: (body: A, path: string) => Question) =>
  (body: unknown, path: string): Either<readonly string[], Question> =>
    pipe(
      codec.decode(body),
      bimap(
        (errors) => [...new Set(errors.map(fault))],
        (known) => question(known, path),
      ),
    );

/** The question of a whole conversation: what was said last, and what the system said. */
export const questionOf = (model: string, said: t.TypeOf<typeof turns>): Question => ({
  model,
  message: said.at(-1)?.content ?? '',
  systemPrompt: said.find(({ role }) => role === 'system')?.content,
});

const fault = ({ context }: t.ValidationError): string => {
  const path = context
    // The parts of an intersection have numbers, which are not in the body.
    .filter((_, place) => !(context[place - 1]?.type instanceof t.IntersectionType))
    .flatMap(({ key }) => (key === '' ? [] : [key]));
  return path.length === 0
    ? 'The body must be a JSON object'
    : `${path.join('.')} must be a ${context.at(-1)?.type.name}`;
};
