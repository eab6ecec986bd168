import { bimap, type Either } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import type { Question } from '../answer.js';

/** Messages, each a text with its role. */
export const turns = t.array(t.type({ role: t.string, content: t.string }, 'JSON object'), 'list');

/** The text parts of a message. */
export const parts = t.array(t.type({ text: t.string }, 'JSON object'), 'list');

export const textOf = (from: t.TypeOf<typeof parts>): string =>
  from.map(({ text }) => text).join('');

/** Makes a reader that checks the body of a request with `codec` and turns it into a question. */
export const questionReader =
  <A>(codec: t.Type<A, unknown>, question: (body: A, path: string) => Question) =>
  (body: unknown, path: string): Either<readonly string[], Question> =>
    pipe(
      codec.decode(body),
      bimap(
        (errors) => [...new Set(errors.map(describeFault))],
        (valid) => question(valid, path),
      ),
    );

/** The question of a conversation: its last message and its system prompt. */
export const questionOf = (model: string, messages: t.TypeOf<typeof turns>): Question => ({
  model,
  message: messages.at(-1)?.content ?? '',
  systemPrompt: messages.find(({ role }) => role === 'system')?.content,
});

const describeFault = ({ context }: t.ValidationError): string => {
  const path = context
    // The members of an intersection have an index that is not a key of the body.
    .filter((_, place) => !(context[place - 1]?.type instanceof t.IntersectionType))
    .flatMap(({ key }) => (key === '' ? [] : [key]));
  return path.length === 0
    ? 'The body must be a JSON object'
    : `${path.join('.')} must be a ${context.at(-1)?.type.name}`;
};
