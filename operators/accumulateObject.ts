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

/**
 * Reads the JSON object or array of an answer while it streams, and checks it at the end.
 *
 * ```text
 * source  ----a----b----c----(d|)    a '{"city":"U', b 'lm","deg":1', c "9}", d done
 *         accumulateObject()
 * result  ----B----C----D----(E|)    B streaming {"city":"U"}, C streaming {"city":"Ulm"}, D streaming {"city":"Ulm","deg":19}, E complete {"city":"Ulm","deg":19}
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: emits a snapshot for each event that changes the value. A string grows; a number, `true`,
 *   `false` and `null` appear when they are whole, and a key with the beginning of its value.
 *   Objects and arrays that did not change are the same objects, and no snapshot changes later.
 *   Ignores text before the first `{` or `[` and after its end, such as a Markdown fence; if what
 *   begins there is no JSON, looks for the next. A `reset` starts over, with a snapshot without a
 *   value. At `done`, emits the value
 *   that the schema returns, with status `complete`. Drops all other events.
 * - Complete: passed on. After an `error` event, or without a terminal event, there is no snapshot
 *   with status `complete`.
 * - Error: at `done`, errors with a `StreamingFormatError` `BAD_OUTPUT` if there is no JSON, if it
 *   has no end or more than 512 levels, if the answer was cut short (`length`), or if the value
 *   does not match the schema. Its message has paths and types, and no value. Errors of the source
 *   are passed on.
 * - Unsubscribe: unsubscribes from the source.
 *
 * **When to use** – Use when the model answers in JSON, or fills the arguments of a tool, and a
 * view shows them as they come.
 * **Gotchas** – While it streams, the value is the JSON itself, not yet what the schema makes of
 * it; a text may be the beginning of one. Set `responseFormat` in the request, so that the model
 * writes JSON and nothing else. Each snapshot of an open array with many elements is a new array,
 * made when its `value` is read: put `coalesceContent` before, for as many snapshots as a view
 * shows. Two `content` parts have a blank line between them.
 *
 * @param schema an io-ts codec or a Standard Schema, such as those of zod, valibot and arktype.
 *   Without one, the value is not checked, and `unknown`
 * @returns an operator from events to snapshots
 * @throws TypeError for what is no schema and for an invalid `from`; as a notification, for a
 *   schema that validates asynchronously
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { of } from 'rxjs';
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { accumulateObject } from 'rxjs-chat-stream/operators';
 *
 * const seen: unknown[] = [];
 * of(contentEvent('{"city":"U'), contentEvent('lm","deg":19}'), doneEvent())
 *   .pipe(accumulateObject(t.type({ city: t.string, deg: t.number })))
 *   .subscribe(({ status, value }) => seen.push([status, value?.city, value?.deg]));
 * seen.slice(0, 1); // => [['streaming', 'U', undefined]]
 * seen.slice(1); // => [['streaming', 'Ulm', 19], ['complete', 'Ulm', 19]]
 * ```
 */
export function accumulateObject<A = unknown>(
  schema?: Schema<A>,
  { from = 'content' }: AccumulateObjectOptions = {},
): <E extends { readonly type: string }>(source: Observable<E>) => Observable<ObjectReply<A>> {
  assertOptions('accumulateObject', { schema, from }, outputRules);

  return pushThrough((output) => {
    const json = answerJson(from);

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
