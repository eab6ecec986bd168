import type { Observable } from 'rxjs';
import { isEvent } from '../src/isEvent.js';
import { type Draft, isSmall, valueOf } from '../src/json/draft.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import type { Schema } from '../src/schema/schema.js';
import { assertOptions } from '../src/validation.js';
import { answerJson, type JsonPlace } from './internal/answerJson.js';
import { checkOutput } from './internal/checkOutput.js';
import { withLazyValue } from './internal/withLazyValue.js';
import { outputRules } from './internal/outputRules.js';

/** Options of {@link accumulateObject}. */
export interface AccumulateObjectOptions {
  /**
   * Where the JSON is: in the text of the answer, or in the arguments of calls of a tool, as in
   * `{ tool: 'weather' }`.
   * @defaultValue `'content'`
   */
  readonly from?: JsonPlace;
}

/**
 * What there is of a value while it streams: any key may be missing at any depth, an array may have
 * fewer elements, and a string may be a beginning, so that it has no literal type.
 */
export type DeepPartial<A> = A extends string
  ? string
  : A extends number | boolean | null | undefined
    ? A
    : A extends (infer E)[]
      ? DeepPartial<E>[]
      : A extends readonly (infer E)[]
        ? readonly DeepPartial<E>[]
        : A extends object
          ? { [K in keyof A]?: DeepPartial<A[K]> }
          : A;

/** The value of an answer: as far as it has come, or whole and checked. */
export type ObjectReply<A> =
  | { readonly status: 'streaming'; readonly value: DeepPartial<A> | undefined }
  | { readonly status: 'complete'; readonly value: A };

const isDone = isEvent('done');

// It is JSON of which the schema will make an `A`, if it does not refuse it.
const partialOf = <A>(draft: Draft): DeepPartial<A> => valueOf(draft) as DeepPartial<A>;

/** A snapshot of what has come so far. A large value is made when somebody reads it. */
const streaming = <A>(draft: Draft | undefined): ObjectReply<A> => {
  if (draft === undefined) return { status: 'streaming', value: undefined };
  if (isSmall(draft)) return { status: 'streaming', value: partialOf<A>(draft) };
  return withLazyValue({ status: 'streaming' }, () => partialOf<A>(draft));
};

/** TODO */
export function accumulateObject<A = unknown>(
  schema?: Schema<A>,
  { from = 'content' }: AccumulateObjectOptions = {},
): <E extends { readonly type: string }>(source: Observable<E>) => Observable<ObjectReply<A>> {
  assertOptions('accumulateObject', { schema, from }, outputRules);

  return pushThrough((output) => {
    const json = answerJson(from);

    output.next(streaming<A>(undefined));
    return {
      push: (event) => {
        if (isDone(event)) {
          const whole = json.result(event);
          const value = checkOutput('accumulateObject', schema, whole, 'The JSON of the answer');
          output.next({ status: 'complete', value });
        } else if (json.push(event)) {
          output.next(streaming<A>(json.draft()));
        }
      },
    };
  });
}
