import type { Observable } from 'rxjs';
import { isEvent } from '../src/isEvent.js';
import { fieldsOf } from '../src/json/json.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import type { Schema } from '../src/schema/schema.js';
import { assertOptions } from '../src/validation.js';
import { answerJson, type JsonPlace } from './internal/answerJson.js';
import { badOutput } from './internal/badOutput.js';
import { checkOutput } from './internal/checkOutput.js';
import { outputRules } from './internal/outputRules.js';

/** Options of {@link elementsOf}. */
export interface ElementsOfOptions {
  /**
   * Where the JSON is: in the text of the answer, or in the arguments of calls of a tool, as in
   * `{ tool: 'search' }`.
   * @defaultValue `'content'`
   */
  readonly from?: JsonPlace;
  /**
   * The keys that lead to the array, such as `['result', 'rows']`.
   * @defaultValue `[]`, which is the JSON itself
   */
  readonly at?: readonly string[];
}

const rules = {
  ...outputRules,
  at: {
    is: (value: unknown) =>
      Array.isArray(value) && value.every((each: unknown) => typeof each === 'string'),
    words: 'a list of keys',
  },
};

const isDone = isEvent('done');
const isReset = isEvent('reset');

/**
 * Emits each element of a JSON array in the answer as soon as it is whole, and checks it.
 *
 * ```text
 * source  --a----b-------c----(d|)    a '["Ulm', b '","Bern"', c ',"Linz"]', d done
 *         elementsOf()
 * result  -------(UB)----L----|       U "Ulm", B "Bern", L "Linz"
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source. Emits nothing by itself.
 * - Next: emits the elements that an event completes, as the schema returns them. Finds the JSON as
 *   `accumulateObject` does. A `reset` starts over, so that the elements come again.
 * - Complete: passed on.
 * - Error: errors with a `StreamingFormatError` `BAD_OUTPUT` at the first element that does not
 *   match the schema, and where the JSON breaks after an element; at `done`, if there is no JSON,
 *   no array in its place, no end, or if the answer was cut short (`length`). Its message has paths
 *   and types, and no value. Errors of the source are passed on.
 * - Unsubscribe: unsubscribes from the source.
 *
 * **When to use** – Use when the answer is a list whose rows are shown or stored one by one.
 * **Gotchas** – What has been emitted is not taken back by an error later. `scan` collects the
 * elements; after a `reset` it has them twice, so switch to a fresh list, or leave `midStream` of
 * `retryOnNetwork` at its default, which never repeats. An `error` event looks like the end: put
 * `throwOnErrorEvent` before.
 *
 * @param schema of an element: an io-ts codec or a Standard Schema. Without one, an element is not
 *   checked, and `unknown`
 * @returns an operator from events to elements
 * @throws TypeError for what is no schema and for invalid options; as a notification, for a schema
 *   that validates asynchronously
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { of } from 'rxjs';
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { elementsOf } from 'rxjs-chat-stream/operators';
 *
 * const cities: string[] = [];
 * of(contentEvent('{"cities":["Ulm","Be'), contentEvent('rn"]}'), doneEvent())
 *   .pipe(elementsOf(t.string, { at: ['cities'] }))
 *   .subscribe((city) => cities.push(city));
 * cities; // => ['Ulm', 'Bern']
 * ```
 */
export function elementsOf<A = unknown>(
  schema?: Schema<A>,
  { from = 'content', at = [] }: ElementsOfOptions = {},
): <E extends { readonly type: string }>(source: Observable<E>) => Observable<A> {
  assertOptions('elementsOf', { schema, from, at }, rules);
  // A copy, since the list may change after the call.
  const path = [...at];

  return pushThrough((output) => {
    const json = answerJson(from, path);
    // How many elements there have been, in this attempt.
    let count = 0;

    return {
      push: (event) => {
        if (isReset(event)) count = 0;
        json.push(event);
        for (const element of json.takeElements()) {
          if (output.closed) return;
          const what = `Element ${count++} of the answer`;
          output.next(checkOutput('elementsOf', schema, element, what));
        }
        if (json.isBroken()) throw badOutput(`The answer is not JSON after element ${count - 1}`);
        if (!isDone(event)) return;
        const array = path.reduce<unknown>(
          (value, key) => fieldsOf(value)[key],
          json.result(event),
        );
        if (!Array.isArray(array)) {
          const place = path.length === 0 ? '' : ` at ${path.join('.')}`;
          throw badOutput(`The JSON of the answer has no array${place}`);
        }
      },
    };
  });
}
